// A host company's empty project, with the billing test that the package's README shows, and more.
import { readFileSync } from 'node:fs'
import { browserFlags, findBrowser } from '../../../scripts/find-browser.ts'

/** The files of the project by name. */
export function projectFiles(tarball: string): Record<string, string> {
  const { devDependencies, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  return {
    'package.json': JSON.stringify({
      type: 'module',
      private: true,
      devDependencies: {
        '@portico/stripe-twin': `file:${tarball}`,
        '@playwright/test': devDependencies['@playwright/test'],
        '@types/node': devDependencies['@types/node'],
        stripe: dependencies.stripe,
        typescript: devDependencies.typescript,
      },
    }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: ['node'],
      },
      include: ['tests', 'playwright.config.ts'],
    }),
    'playwright.config.ts': config,
    'tests/billing.spec.ts': billingTest,
    'tests/readme.spec.ts': readShownTest(),
  }
}

function readShownTest(): string {
  const [, shown] = /```ts\n(import \{ expect, test \}.*?)```/s.exec(readFileSync('twin/README.md', 'utf8')) ?? []
  if (!shown) throw new Error('twin/README.md shows no test.')
  return shown
}

const port = 20_000 + (process.pid % 10_000)
const config = `import { defineConfig } from '@playwright/test'
import type { BillingWorkerFixtures } from '@portico/stripe-twin/playwright'

const twin = { base: 'http://127.0.0.1:${port}', key: 'sk_test_of_our_company' }
export default defineConfig<object, BillingWorkerFixtures>({
  workers: 1,
  use: { twinAddress: twin, launchOptions: ${JSON.stringify({ args: browserFlags, executablePath: findBrowser() })} },
  webServer: { command: \`npx stripe-twin --port ${port} --key \${twin.key}\`, url: twin.base },
})
`

const billingTest = `import { cards, connectTwin, expect, test } from '@portico/stripe-twin/playwright'

test('a plan is bought', async ({ page, twin, customer, completeCheckout }) => {
  const plan = { currency: 'eur', unit_amount: 4900, recurring: { interval: 'month' as const } }
  const { id: price } = await twin.stripe.prices.create({ ...plan, product_data: { name: 'Pro' } })
  const success_url = \`\${twin.base}/?done\`
  const line_items = [{ price, quantity: 1 }]
  const params = { customer: customer.id, mode: 'subscription' as const, line_items, success_url }
  const { url } = await twin.stripe.checkout.sessions.create(params)
  await page.goto(url ?? '')
  await expect(completeCheckout(page, { card: cards.declined })).rejects.toThrow(/declined/)
  await completeCheckout(page, { card: 'saved' })
  const { data } = await twin.stripe.subscriptions.list({ customer: customer.id })
  expect(data).toMatchObject([{ status: 'active' }])
})

test('a card is replaced', async ({ page, twin, customer, finishPortalFlow }) => {
  const after_completion = { type: 'redirect' as const, redirect: { return_url: \`\${twin.base}/?done\` } }
  const flow_data = { type: 'payment_method_update' as const, after_completion }
  const { url } = await twin.stripe.billingPortal.sessions.create({ customer: customer.id, flow_data })
  await page.goto(url)
  await finishPortalFlow(page, { card: cards.mastercard })
  const { data } = await twin.stripe.customers.listPaymentMethods(customer.id)
  expect(data.map(({ card }) => card?.brand)).toContain('mastercard')
})

test('a card is saved', async ({ page, twin, customer, stripeInBrowser, fillCard, answerBank }) => {
  await stripeInBrowser(page)
  const { client_secret } = await twin.stripe.setupIntents.create({ customer: customer.id })
  const options = { publishableKey: twin.publishableKey, clientSecret: client_secret }
  await page.route('https://shop.example/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: \`<script src="https://js.stripe.com/endive/stripe.js"></script><div id="card"></div><button>Save</button><output></output>
<script>
const { publishableKey, clientSecret } = \${JSON.stringify(options)}
const stripe = Stripe(publishableKey)
const elements = stripe.elements({ clientSecret })
elements.create('payment').mount('#card')
document.querySelector('button').onclick = async () => {
  const { error, setupIntent } = await stripe.confirmSetup({ elements, redirect: 'if_required' })
  document.querySelector('output').textContent = error?.message ?? setupIntent.status
}
</script>\`,
    }),
  )
  await page.goto('https://shop.example/')
  await fillCard(page, cards.asksBank)
  await page.getByRole('button', { name: 'Save' }).click()
  await answerBank(page)
  await expect(page.getByText('succeeded')).toBeVisible()
})

test('nobody empties the account while others work', async ({ twin, customer }) => {
  const other = await connectTwin(twin)
  await expect(other.reset()).rejects.toThrow(/Playwright worker 0/)
  await twin.reset()
  await expect(twin.stripe.customers.retrieve(customer.id)).rejects.toThrow(/No such customer/)
})

test('a test that fails', async ({ twin }) => {
  await twin.stripe.customers.create({ name: 'Globex' })
  expect(1).toBe(2)
})
`
