// A company's own Stripe account, as it is on the first day, and nothing but the product's own commands and pages.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { z } from 'zod'
import { createDemoCatalogue } from '#demo/catalogue.ts'
import { webPermissions } from '#server/start/web-permissions.ts'
import { judgeToken } from './screens/console-scenes.ts'
import { type Newcomer, welcomeNewcomer } from './setup/newcomer.ts'

test.describe.configure({ timeout: 300_000 })

let newcomer: Newcomer
test.beforeAll(async () => {
  newcomer = await welcomeNewcomer()
})
test.afterAll(() => newcomer.leave())

const secret = randomBytes(32).toString('hex')
const finding = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })

/** As at dashboard.stripe.com/apikeys. */
async function makeRestrictedKey(permissions: Record<string, string>) {
  const made = await newcomer.account.control('POST', 'keys', { permissions })
  const { key } = z.object({ key: z.string() }).parse(made)
  return { STRIPE_SECRET_KEY: key, STRIPE_PUBLISHABLE_KEY: newcomer.account.publishableKey }
}

async function createOwnCustomer(): Promise<string> {
  const { stripe } = newcomer.account
  const { proMonthly } = await createDemoCatalogue(stripe)
  const { id: customer } = await stripe.customers.create({ name: 'Wayne GmbH', email: 'billing@wayne.example' })
  const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card } })
  await stripe.subscriptions.create({ customer, items: [{ price: proMonthly }] })
  return customer
}

/** The token of the host app that the newcomer wrote after docs/hand-over.md. */
function signAsDocumented(variables: { PORTICO_URL: string; CUSTOMER: string }): string {
  const snippet = readFileSync('docs/hand-over.md', 'utf8').match(/```js\n([\s\S]*?)```/)?.[1] ?? ''
  const file = join(mkdtempSync(join(tmpdir(), 'host-app-')), 'sign.mjs')
  writeFileSync(file, snippet)
  const env = { PATH: process.env.PATH, HANDOFF_SECRET: secret, ...variables } as Record<
    string,
    string | undefined
  > as NodeJS.ProcessEnv
  return spawnSync(process.execPath, [file], { env, encoding: 'utf8' }).stdout.split('\n')[0] ?? ''
}

async function enterConsole(page: Page) {
  const { said } = newcomer.run('operator', ['invite', 'me@wayne.example'])
  await page.goto(said.match(/http\S+\/admin\/enter\/\S+/)?.[0] ?? '')
  await page.getByRole('button', { name: 'Open the console' }).click()
  await page.getByRole('link', { name: 'Not now: open the console' }).click()
}

async function lookAtSetup(page: Page) {
  await page.goto(`${newcomer.url}/admin/setup`)
  await page.getByRole('button', { name: 'Look at everything' }).click()
  await expect(page.getByRole('heading', { name: 'What was found' })).toBeVisible()
}

test('from the first key to one’s own customer on their portal page', async ({ page }) => {
  const customer = await createOwnCustomer()
  const { customer_session: _, invoice: __, ...tooLittle } = webPermissions

  await test.step('the first start works, and the doctor names everything that is missing', async () => {
    const printed = await newcomer.start(await makeRestrictedKey(tooLittle))
    expect(printed).toContain('npm run operator -- invite')
    expect(printed).not.toContain('Demo')
    const { code, said } = newcomer.run('doctor')
    expect(code).toBe(1)
    expect(said).toMatch(/✗ Secret key .*rak_customer_session_write, rak_invoice_read/)
    expect(said).toMatch(/! Components .*Everything is off/)
    expect(said).toMatch(/! Portal configuration .*no active portal configuration/)
    expect(said).toMatch(/✗ Hand-over .*\n.*HANDOFF_SECRETS/)
    expect(said).toMatch(/! Signed-out visits .*\n.*HOST_SIGN_IN_URL/)
    expect(said).not.toMatch(/[rs]k_test_/)
  })

  await test.step('a key with what it lacked, and a secret for the hand-over', async () => {
    const hand = { HANDOFF_SECRETS: secret, HANDOFF_ISSUER: 'acme', HOST_SIGN_IN_URL: 'http://127.0.0.1:9/sign-in' }
    await newcomer.start({ ...(await makeRestrictedKey(webPermissions)), ...hand })
    const { code, said } = newcomer.run('doctor')
    expect(said).toMatch(/✓ Secret key /)
    expect(said).toMatch(/✓ Publishable key /)
    expect(said).toMatch(/✓ Hand-over /)
    expect(code).toBe(0)
  })

  await test.step('Setup in the console says the same, and leads through what is left', async () => {
    await enterConsole(page)
    await lookAtSetup(page)
    await expect(finding(page, 'Components')).toContainText('To do')
    await expect(finding(page, 'Portal configuration')).toContainText('dashboard.stripe.com/settings/billing/portal')

    await page.goto(`${newcomer.url}/admin/components`)
    await page.getByRole('switch', { name: /^Pricing table/ }).check()
    await page.getByRole('switch', { name: /^Payment Element/ }).check()
    await page.getByRole('switch', { name: /^Update billing details/ }).check()
    await page.getByRole('button', { name: 'Save settings' }).click()
    await expect(page.getByText('Saved as version 1.')).toBeVisible()
    await lookAtSetup(page)
    await expect(finding(page, 'Components')).toContainText('Fine')
    await expect(finding(page, 'Pricing table')).toContainText('no id is entered')
  })

  await test.step('the pricing table and the portal’s settings come from Stripe’s dashboard', async () => {
    const prices = (await newcomer.account.stripe.prices.list({ limit: 2, type: 'recurring' })).data.map(({ id }) => id)
    const table = z.object({ id: z.string() })
    const success_url = `${newcomer.url}/return?session_id={CHECKOUT_SESSION_ID}`
    const { id } = table.parse(await newcomer.account.control('POST', 'pricing_tables', { prices, success_url }))
    await newcomer.account.control('POST', 'portal_default', { saved: true })

    await page.goto(`${newcomer.url}/admin/components`)
    await page.getByLabel('Pricing tables to show').fill(id)
    await page.getByRole('button', { name: 'Save settings' }).click()
    await expect(page.getByText('Saved as version 2.')).toBeVisible()
    await lookAtSetup(page)
    await expect(page.getByText('To do', { exact: true })).toHaveCount(0)
    await expect(page.getByText('Broken', { exact: true })).toHaveCount(0)
    const { code, said } = newcomer.run('doctor')
    expect(said).not.toMatch(/^ {2}[!✗]/m)
    expect(code).toBe(0)
  })

  await test.step('the hand-over is tried out before anybody uses it', async () => {
    const wrong = signAsDocumented({ PORTICO_URL: 'https://billing.wayne.example', CUSTOMER: 'cus_of_production' })
    await page.goto(`${newcomer.url}/admin/setup`)
    await judgeToken(page, wrong)
    await expect(finding(page, 'Verdict')).toContainText('Broken')
    await expect(finding(page, 'aud')).toContainText(`It wants to be ${newcomer.url}`)
    await expect(finding(page, 'Signature')).toContainText('Fine')
    expect(page.url()).not.toContain(wrong.slice(0, 20))
    await expect(page.getByLabel('Token')).toHaveValue('')

    const right = signAsDocumented({ PORTICO_URL: newcomer.url, CUSTOMER: customer })
    await judgeToken(page, right)
    await expect(finding(page, 'Verdict')).toContainText('It is good')
    await expect(finding(page, 'customer')).toContainText('Wayne GmbH')
    const { code, said } = newcomer.run('doctor', ['hand-over'], `${right}\n`)
    expect(said).toMatch(/✓ Verdict .*It is good/)
    expect(said).not.toContain(right)
    expect(code).toBe(0)
  })

  await test.step('signed in as their own customer, they see what that customer will', async () => {
    const { said } = newcomer.run('sign-in-as', [customer])
    await page.goto(said.match(/http\S+\/login\/handoffs\/\S+/)?.[0] ?? '')
    await page.getByRole('button', { name: /^Continue/ }).click()
    await expect(page.getByText('Wayne GmbH').first()).toBeVisible()
    await expect(page.getByRole('article').filter({ hasText: 'Pro' })).toContainText('€49.00 / month')

    await page.goto(`${newcomer.url}/manage`)
    await page.getByRole('button', { name: 'Update billing details' }).click()
    await expect(page).toHaveURL(new RegExp(`^${newcomer.account.base}/p/session/`))
    await expect(page.getByRole('heading').first()).toBeVisible()
  })
})
