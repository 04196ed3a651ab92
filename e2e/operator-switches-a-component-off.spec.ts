import type { Page } from '@playwright/test'
import { introduceCompany } from './setup/company.ts'
import { planButton, pricingTable } from './setup/embeds.ts'
import { lendCookies, type Member, signInMember } from './setup/host-app.ts'
import { getLastSequence, listCalls } from './setup/ledger.ts'
import { findLoginReference } from './setup/open-services.ts'
import { makeOperatorLink, signInOperator } from './setup/operator.ts'
import { openShop, publishPolicy, type Shop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

let shop: Shop
let member: Member

test.beforeEach(async ({ portico }) => {
  shop = await openShop(portico)
  await introduceCompany(portico)
  const { id: customer } = await portico.twin.stripe.customers.create({ name: 'Globex GmbH' })
  member = await signInMember(portico, { customer })
})

const saveSettings = (page: Page) => page.getByRole('button', { name: 'Save settings' }).click()
const switchOf = (page: Page, name: RegExp) => page.getByRole('switch', { name })

test('an operator switches the pricing table off, and at the next load it is gone without a trace', async ({
  portico,
  page,
  browser,
}) => {
  const customerContext = await browser.newContext()
  await lendCookies(portico, member, customerContext)
  const customerPage = await customerContext.newPage()
  await customerPage.goto(`${portico.url}/plans`)
  await expect(planButton(customerPage, 'Pro')).toBeVisible()

  await page.goto(await makeOperatorLink(portico))
  await page.getByRole('button', { name: 'Open the console' }).click()
  await page.getByRole('link', { name: 'Not now: open the console' }).click()
  await switchOf(page, /pricing_table/).uncheck()
  await saveSettings(page)
  await expect(page.getByText(/^Saved as version \d+\.$/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'pricing tables' })).toHaveAttribute('href', /^https:\/\/dashboard\./)

  // What stands open goes on for its half hour, as saving said; the next load obeys.
  await expect(pricingTable(customerPage)).toBeVisible()
  const answer = await customerPage.reload()
  expect(answer?.status()).toBe(404)
  await expect(customerPage.getByRole('heading', { name: 'This page is not offered' })).toBeVisible()
  await expect(customerPage.getByRole('link', { name: 'Contact Acme' }).first()).toHaveAttribute(
    'href',
    'mailto:help@acme.example',
  )
  await expect(pricingTable(customerPage)).toHaveCount(0)
  await customerPage.getByRole('link', { name: 'Go to your billing overview' }).click()
  await expect(customerPage.getByRole('link', { name: 'Payment methods' }).first()).toBeVisible()
  await expect(customerPage.getByRole('link', { name: /plans/i })).toHaveCount(0)
  await customerContext.close()

  for (const path of ['/', '/plans', '/buy', '/payment-methods', '/invoices', '/manage']) {
    const { text } = await member.get(path)
    expect(text, path).not.toContain(shop.pricingTable)
    expect(text, path).not.toContain('pricing-table')
    expect(text, path).not.toContain('href="/plans"')
  }
})

test('what is off is not minted, whatever a page asks for', async ({ portico }) => {
  const reference = await findLoginReference(portico, member)
  const ask = () =>
    member.postJson(
      '/api/customer-sessions',
      { components: ['buy_button'], page: 'buy' },
      { 'portico-login': reference },
    )
  expect((await ask()).status).toBe(200)

  const last = await getLastSequence(portico)
  const { buy_button: _, ...components } = shop.policy.components
  await publishPolicy(portico, { ...shop.policy, components })
  const refused = await ask()
  expect(refused.status).toBe(403)
  expect(refused.json()).toMatchObject({ error: { code: 'component_not_allowed' } })
  expect(await listCalls(portico, 'customerSessions.create', last)).toEqual([])
})

test('everything may be off, and a customer still finds home and invoices', async ({ portico, page, context }) => {
  await publishPolicy(portico, {})
  await lendCookies(portico, member, context)
  await page.goto(portico.url)
  await expect(page.getByRole('navigation').getByRole('link')).toHaveText(['Home', 'Invoices'])
})

test('of two operators who save at once, the second sees both versions and loses nothing', async ({
  portico,
  browser,
  allowConsoleError,
}) => {
  allowConsoleError(/409/)
  const [first, second] = await Promise.all([openConsole(), openConsole()])
  await switchOf(first, /pricing_table/).uncheck()
  await switchOf(second, /buy_button/).uncheck()
  await saveSettings(first)
  await expect(first.getByText(/^Saved as version \d+\.$/)).toBeVisible()

  const saving = second.waitForResponse((response) => response.request().method() === 'POST')
  await saveSettings(second)
  expect((await saving).status()).toBe(409)
  await expect(second.getByText('Nothing of yours was saved.')).toBeVisible()
  const differences = second.getByRole('table', { name: 'Where the two versions differ' })
  await expect(differences).toContainText('Theirs, saved')
  await expect(differences).toContainText('Yours, not saved')
  await expect(differences.getByRole('row')).toHaveCount(3)
  await expect(switchOf(second, /buy_button/)).not.toBeChecked()
  await expect(switchOf(second, /pricing_table/)).not.toBeChecked()

  await saveSettings(second)
  await expect(second.getByText(/^Saved as version \d+\.$/)).toBeVisible()
  const { text } = await member.get('/')
  expect(text).not.toContain('href="/plans"')
  expect(text).not.toContain('href="/buy"')

  async function openConsole() {
    const context = await browser.newContext()
    await lendCookies(portico, await signInOperator(portico), context)
    const page = await context.newPage()
    await page.goto(`${portico.url}/admin/components`)
    return page
  }
})
