import { type ForwardingProxy, startForwardingProxy } from './forwarding-proxy.ts'

export interface RecordedStripe extends ForwardingProxy {
  /** Every secret that came from Stripe: client secrets, and addresses that let in whoever opens them. */
  secrets: Set<string>
}

const secretFields = /"(client_secret|url|hosted_invoice_url|invoice_pdf|secret)":\s*"([^"]+)"/g
/** Such a field also holds what everybody may know: a list's path, a company's address. */
const isSecret = (name: string, value: string) =>
  name.endsWith('secret') || (/^https?:/.test(value) && value.length > 50)

/** Stands between an instance and Stripe, and remembers what the instance was trusted with. */
export async function startRecordedStripe(stripe: string): Promise<RecordedStripe> {
  const secrets = new Set<string>()
  const proxy = await startForwardingProxy(stripe, async (_request, ask) => {
    const answer = await ask()
    for (const [, name = '', value = ''] of answer.body.toString().matchAll(secretFields))
      if (isSecret(name, value)) secrets.add(value)
    return answer
  })
  return { ...proxy, secrets }
}
