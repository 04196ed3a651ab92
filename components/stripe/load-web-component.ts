// Brings Stripe's custom elements. Both scripts still live under /v3/, whatever the release of Stripe.js.
import { loadScript, patienceMs } from './load-script.ts'

export type CustomElementName = 'stripe-pricing-table' | 'stripe-buy-button'

const paths: Record<CustomElementName, string> = {
  'stripe-pricing-table': '/v3/pricing-table.js',
  'stripe-buy-button': '/v3/buy-button.js',
}

export async function loadWebComponent(scriptUrl: string, name: CustomElementName): Promise<void> {
  if (customElements.get(name)) return
  await loadScript(scriptUrl + paths[name])
  await Promise.race([customElements.whenDefined(name), rejectLate(name)])
}

async function rejectLate(name: CustomElementName): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, patienceMs))
  throw new Error(`The script does not define ${name}.`)
}
