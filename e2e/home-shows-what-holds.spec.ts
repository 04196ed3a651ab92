// Home and Invoices say in words and exact amounts what Stripe knows of a customer, in whatever state it is.
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type Stripe from 'stripe'
import { loginAs } from '#twin/playwright/login-as.ts'
import { createOpenInvoice } from './setup/customers.ts'
import { portalOf } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { openShop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

const plan = (page: Page, name: string): Locator =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) })

async function createPayingCustomer({ twin: { stripe } }: Portico, name: string): Promise<string> {
  const { id: customer } = await stripe.customers.create({ name, email: 'billing@example.com' })
  const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card } })
  return customer
}

async function createPrice(
  { twin: { stripe } }: Portico,
  name: string,
  { recurring = { interval: 'month' }, currency = 'eur', ...fields }: Partial<Stripe.PriceCreateParams>,
): Promise<string> {
  const { id: product } = await stripe.products.create({ name })
  return (await stripe.prices.create({ product, currency, recurring, ...fields })).id
}

async function openAs(portico: Portico, page: Page, customer: string, path: string, role = 'owner') {
  const claims = { sub: `${role}-of-${customer}`, role }
  await loginAs(page, portalOf(portico), { id: customer }, { path, claims })
}

async function expectWellMade(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
}

test('each plan shows its state, its exact price and what comes next', async ({ portico, page }) => {
  await openShop(portico)
  const { stripe } = portico.twin
  const customer = await createPayingCustomer(portico, 'Many Plans GmbH')
  const subscribe = (items: Stripe.SubscriptionCreateParams.Item[], more = {}) =>
    stripe.subscriptions.create({ customer, items, ...more })

  const base = await createPrice(portico, 'Base', { unit_amount: 9900 })
  const seats = await createPrice(portico, 'Seats', { unit_amount: 1250 })
  await subscribe([{ price: base }, { price: seats, quantity: 3 }])
  const fine = await createPrice(portico, 'Requests', { unit_amount_decimal: '0.25' as unknown as Stripe.Decimal })
  await subscribe([{ price: fine, quantity: 1000 }])
  const trial = await createPrice(portico, 'Trial plan', { unit_amount: 500 })
  await subscribe([{ price: trial }], { trial_period_days: 14 })
  const ending = await createPrice(portico, 'Yearly plan', { unit_amount: 49000, recurring: { interval: 'year' } })
  await subscribe([{ price: ending }], { cancel_at_period_end: true })
  const quarterly = await createPrice(portico, 'Quarterly plan', {
    unit_amount: 100,
    recurring: { interval: 'month', interval_count: 3 },
  })
  await subscribe([{ price: quarterly }], { collection_method: 'send_invoice', days_until_due: 14 })
  const gone = await createPrice(portico, 'Old plan', { unit_amount: 100 })
  await stripe.subscriptions.cancel((await subscribe([{ price: gone }])).id)

  await openAs(portico, page, customer, '/')
  await expect(page.getByText('For Many Plans GmbH. Invoices go to billing@example.com.')).toBeVisible()
  const several = plan(page, 'Base, Seats')
  await expect(several).toContainText('€136.50 / month')
  await expect(several).toContainText('3 × €12.50')
  await expect(several).toContainText('Active')
  await expect(several).toContainText('Visa •••• 4242')
  await expect(several).toContainText(/Next charge€136\.50 on \d+ \w+ \d{4}/)
  await expect(plan(page, 'Requests')).toContainText('€2.50 / month')
  await expect(plan(page, 'Requests')).toContainText('1,000 × €0.0025')
  await expect(plan(page, 'Trial plan')).toContainText(/Trial until \d+ \w+ \d{4}/)
  await expect(plan(page, 'Yearly plan')).toContainText(/Ends on \d+ \w+ \d{4}/)
  await expect(plan(page, 'Yearly plan')).toContainText('Nothing more is charged')
  await expect(plan(page, 'Quarterly plan')).toContainText('€1.00 / 3 months')
  await expect(plan(page, 'Quarterly plan')).toContainText('Invoices that we send you')
  await page.getByText('1 past plan').click()
  await expect(page.getByText(/Ended on \d+ \w+ \d{4}/)).toBeVisible()
  await expectWellMade(page)
})

test('what is open comes first, and a viewer is told whom to ask', async ({ portico, page, browser }) => {
  await openShop(portico)
  const customer = await createPayingCustomer(portico, 'Open Ltd')
  const invoice = await createOpenInvoice(portico.twin, customer, 'Consulting')

  await openAs(portico, page, customer, '/')
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Needs attention')
  await expect(page.getByRole('heading', { name: /^€12\.00 is due on/ })).toBeVisible()
  await expect(page.getByText('No plan yet')).toBeVisible()
  await expectWellMade(page)

  await page.goto(`${portico.url}/invoices`)
  await expect(page.getByRole('row', { name: /€12\.00/ })).toContainText('Due on')
  await expectWellMade(page)
  await page.getByRole('link', { name: /^Pay invoice/ }).click()
  await expect(page).toHaveURL(`${portico.url}/pay/${invoice}`)

  const viewing = await browser.newPage()
  await openAs(portico, viewing, customer, '/', 'viewer')
  await expect(viewing.getByText('Ask an owner of the account to pay it.')).toBeVisible()
  await expect(viewing.getByRole('link', { name: /^Pay €/ })).toHaveCount(0)
  await viewing.context().close()
})

test('older invoices follow page by page, and nobody else’s is a place to go on from', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/404/)
  const customer = await createPayingCustomer(portico, 'Long History Ltd')
  for (let count = 0; count < 22; count += 1) await createOpenInvoice(portico.twin, customer, `No ${count}`)
  const foreign = await createOpenInvoice(portico.twin, await createPayingCustomer(portico, 'Other Ltd'), 'Other')

  await openAs(portico, page, customer, '/invoices')
  await expect(page.getByRole('row')).toHaveCount(21)
  await page.getByRole('link', { name: 'Older invoices' }).click()
  await expect(page.getByRole('row')).toHaveCount(3)

  for (const after of [foreign, 'in_nobodys', 'nonsense']) {
    const answer = await page.goto(`${portico.url}/invoices?after=${after}`)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'We cannot find that' })).toBeVisible()
  }
})

test('while Stripe is down each page says so, and what was not done', async ({ portico, page, allowConsoleError }) => {
  allowConsoleError(/503/)
  await openShop(portico)
  const customer = await createPayingCustomer(portico, 'Unlucky Ltd')
  await openAs(portico, page, customer, '/')
  await portico.twin.control('POST', 'faults', { kind: '500', match: {} })
  for (const path of ['/', '/invoices', '/manage']) {
    const answer = await page.goto(portico.url + path)
    expect(answer?.status()).toBe(503)
    await expect(page.getByRole('heading', { name: 'The payment system does not answer' })).toBeVisible()
    await expect(page.getByText('Nothing was charged or changed.')).toBeVisible()
  }
  await portico.twin.control('DELETE', 'faults')
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Manage in Stripe', level: 1 })).toBeVisible()
})
