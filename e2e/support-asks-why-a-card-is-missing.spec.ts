import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { offeredCards, waitForPaymentElement } from '#twin/playwright/payment-element.ts'
import { createCustomer, type TestCustomer } from './setup/customers.ts'
import { lendCookies, signInMember } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { query } from './setup/open-services.ts'
import { signInOperator } from './setup/operator.ts'
import { openShop, publishPolicy, type Shop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

const filters = 'components.payment_element.features.payment_method_allow_redisplay_filters'

let shop: Shop

test.beforeAll(async ({ porticoOf }, { file }) => {
  const portico = await porticoOf(file)
  shop = await openShop(portico)
  const { payment_element } = shop.policy.components
  const features = { ...payment_element.features, payment_method_allow_redisplay_filters: ['always'] }
  await publishPolicy(portico, {
    ...shop.policy,
    components: { ...shop.policy.components, payment_element: { ...payment_element, features } },
  })
})

/** A customer whose card was saved outside Stripe's forms, as an import does. */
async function createImported(portico: Portico): Promise<TestCustomer> {
  const customer = await createCustomer(portico, shop.prices.proMonthly)
  await portico.twin.stripe.paymentMethods.update(customer.paymentMethod, { allow_redisplay: 'unspecified' })
  return customer
}

async function openCustomer(portico: Portico, page: Page, { id }: Pick<TestCustomer, 'id'>) {
  await lendCookies(portico, await signInOperator(portico), page.context())
  await page.goto(`${portico.url}/admin/customers/${id}`)
}

const save = (page: Page) => page.getByRole('button', { name: 'Save override' }).click()
/** The part of the override's form that is about this component. */
function openSection(page: Page, label: string) {
  const section = page.locator('details').filter({ has: page.locator('summary', { hasText: new RegExp(`^${label}`) }) })
  return section
    .locator('summary')
    .click()
    .then(() => section)
}

const savedCard = (page: Page) =>
  page.getByRole('region', { name: 'Saved payment methods' }).getByRole('row', { name: /Visa •••• 4242/ })

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

test('support sees why a card is missing, and lets this customer have it back', async ({
  portico,
  page,
  browser,
  loginAs,
}) => {
  const customer = await createImported(portico)
  const theirs = await browser.newContext()
  const customerPage = await theirs.newPage()
  await loginAs(customerPage, customer, { path: '/payment-methods' })
  const element = await waitForPaymentElement(customerPage)
  await expect(element.getByLabel('Card number')).toBeVisible()
  await expect(offeredCards(element)).toHaveCount(0)

  await lendCookies(portico, await signInOperator(portico), page.context())
  await page.goto(`${portico.url}/admin/customers`)
  await page.getByLabel('Customer', { exact: true }).fill(`${customer.marker}@customers.example`)
  await page.getByRole('button', { name: 'Search customers' }).click()
  await page.getByRole('link', { name: `${customer.marker} Ltd` }).click()
  await expect(page.getByRole('heading', { name: `${customer.marker} Ltd`, level: 1 })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'On Payment methods and Pay' })).toBeVisible()
  await expect(savedCard(page)).toContainText('unspecified')
  await expect(savedCard(page)).toContainText('Pro')
  await expect(savedCard(page)).toContainText('Hidden')
  await expect(savedCard(page)).toContainText('does not name its mark')
  await expect(page.getByRole('region', { name: /mints/ })).toContainText('payment-methods')
  await expectAccessible(page)

  const section = await openSection(page, 'Payment Element')
  await section.getByLabel('Which saved payment methods to show', { exact: true }).selectOption('A value of their own')
  await section.getByLabel(/^Unspecified/).check()
  await page.getByLabel('Note').fill('Imported in March, agreed by phone')
  await save(page)
  await expect(page.getByText('Saved for this customer.')).toBeVisible()
  await expect(savedCard(page)).toContainText('Shown')
  await expect(
    page
      .getByRole('region', { name: 'What they get, and why' })
      .getByRole('row', { name: /payment_method_allow_redisplay_filters/ }),
  ).toContainText('Override')
  await expectAccessible(page)

  await customerPage.reload()
  await expect(offeredCards(await waitForPaymentElement(customerPage))).toHaveText([/Visa •••• 4242/])
  await theirs.close()

  await page.getByRole('link', { name: 'Overrides' }).click()
  const listed = page.getByRole('row', { name: new RegExp(customer.id) })
  await expect(listed).toContainText('Unspecified')
  await expect(listed).toContainText('Imported in March, agreed by phone')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(page.getByText(`saved what ${customer.id} has of their own`)).toBeVisible()
  await expect(page.getByRole('row', { name: /Which saved payment methods to show/ }).first()).toContainText(
    'As everyone',
  )

  await page.getByRole('link', { name: 'Open the customer' }).first().click()
  await page.getByRole('link', { name: 'See the audit' }).click()
  await expect(page.getByText(`saved what ${customer.id} has of their own`)).toHaveCount(1)
  await page.goto(`${portico.url}/admin/customers/${customer.id}`)
  await page.getByRole('button', { name: 'Remove the whole override' }).click()
  await expect(page.getByText('Removed. This customer gets what everyone gets.')).toBeVisible()
  await expect(savedCard(page)).toContainText('Hidden')
})

test('what cannot be saved comes back at its field, without scripts too', async ({ portico, browser }) => {
  const customer = await createImported(portico)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await openCustomer(portico, page, customer)
  await openSection(page, 'Payment Element')
  const limit = 'How many saved payment methods to show'
  await expect(page.getByLabel(`${limit}, for this customer`)).toBeHidden()
  await page.getByLabel(limit, { exact: true }).selectOption('A value of their own')
  await page.getByLabel(`${limit}, for this customer`).fill('11')
  await page.getByLabel('Last day').fill('2020-01-01')

  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await save(page)
  expect((await answer).status()).toBe(422)
  await expect(page.getByRole('link', { name: /must be a whole number from 1 to 10/ })).toBeVisible()
  await expect(page.getByLabel(`${limit}, for this customer`)).toHaveValue('11')
  await expect(page.getByText('The last day must not lie in the past')).toBeVisible()

  await page.getByLabel(`${limit}, for this customer`).fill('5')
  await page.getByLabel('Last day').fill('2099-12-31')
  await save(page)
  await expect(page).toHaveURL(/override=saved$/)
  await expect(page.getByLabel('Last day')).toHaveValue('2099-12-31')
  await save(page)
  await expect(page.getByText('Nothing was different, so nothing was saved.')).toBeVisible()
  await context.close()
})

test('a switch that nothing asks for yet says so wherever it stands', async ({ portico, page }) => {
  await openCustomer(portico, page, await createImported(portico))
  const explained = page.getByRole('region', { name: 'What they get, and why' })
  await expect(explained.getByRole('row', { name: /customer_sheet/ })).toContainText('Off, without effect yet')
  await expect(explained.getByRole('row', { name: /pricing_table/ })).not.toContainText('effect')
  await expect(page.locator('summary', { hasText: /^Customer sheet/ })).toContainText('No effect yet')
  await page.goto(`${portico.url}/admin/components`)
  await expect(page.getByText('These switches have no effect yet')).toBeVisible()
})

test('on a phone the console says where one is, and a long page leads to its parts', async ({ portico, page }) => {
  const customer = await createImported(portico)
  for (let times = 0; times < 5; times++) await signInMember(portico, { customer: customer.id })
  await page.setViewportSize({ width: 320, height: 640 })
  await openCustomer(portico, page, customer)
  const override = page.getByRole('heading', { name: 'Override', exact: true })
  await expect(override).not.toBeInViewport()
  await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Override' }).click()
  await expect(override).toBeInViewport()
  await expect(page.getByText(/^Since/).filter({ visible: true })).toHaveCount(3)
  await page.getByText('2 more').click()
  await expect(page.getByText(/^Since/).filter({ visible: true })).toHaveCount(5)

  await page.goto(`${portico.url}/admin/setup`)
  await expect(page.getByRole('link', { name: 'Setup' })).toBeInViewport({ ratio: 0.9 })
})

test('of two operators at once the second sees both versions', async ({
  portico,
  page,
  context,
  allowConsoleError,
}) => {
  allowConsoleError(/409/)
  const customer = await createImported(portico)
  await openCustomer(portico, page, customer)
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByLabel('Note').fill('Theirs')
  const theirs = await openSection(other, 'Payment Element')
  await theirs.getByLabel('Show saved payment methods', { exact: true }).selectOption('Off for this customer')
  await save(other)
  await expect(other).toHaveURL(/override=saved$/)

  const yours = await openSection(page, 'Pricing table')
  await yours.getByLabel('Pricing table', { exact: true }).selectOption('Off for this customer')
  await page.getByLabel('Note').fill('Yours')
  await save(page)
  await expect(page.getByText('changed this override in the meantime. Nothing of yours was saved.')).toBeVisible()
  const differences = page.getByRole('table', { name: 'Where the two versions differ' })
  await expect(differences.getByRole('row', { name: /Show saved payment methods/ })).toContainText('Off')
  await expect(differences.getByRole('row', { name: /Note/ })).toContainText('Yours')
  await save(page)
  await expect(page).toHaveURL(/override=saved$/)
  await expect(page.getByLabel('Note')).toHaveValue('Yours')
})

test('an operator signs a member out everywhere, on record', async ({ portico, page }) => {
  const customer = await createImported(portico)
  const member = await signInMember(portico, { customer: customer.id })
  expect((await member.get('/')).status).toBe(200)
  await openCustomer(portico, page, customer)
  await page.getByRole('button', { name: 'Sign Ada Lovelace out everywhere' }).click()
  await expect(page.getByText('Signed out everywhere.')).toBeVisible()
  expect((await member.get('/')).location).toContain('/login/start')
  const rows = await query(
    portico,
    sql`select after from audit_entries where action = 'member.signed_out_everywhere' and subject = ${customer.id}`,
  )
  expect(rows).toEqual([{ after: { member: 'ada@acme.example', ended: 1 } }])
})

test('no field comes in beside those of the form, and a viewer saves nothing', async ({ portico }) => {
  const customer = await createImported(portico)
  const path = `/admin/customers/${customer.id}/override/save`
  const operator = await signInOperator(portico)
  const script = { accept: 'application/json' }
  for (const [field, value] of [
    ['customer', 'cus_other'],
    ['version', '7'],
    [`choice.${filters}`, 'maybe'],
    ['choice.customer', 'own'],
    [filters.replace('filters', 'filter'), 'always'],
  ] as const)
    expect((await operator.postForm(path, { revision: '0', [field]: value }, script)).status, field).toBe(422)

  const viewer = await signInOperator(portico, 'viewer')
  const choice = { revision: '0', 'choice.several_subscriptions': 'on' }
  expect((await viewer.postForm(path, choice, script)).status).toBe(403)
  expect((await viewer.get(`/admin/customers/${customer.id}`)).text).not.toContain('Save override')
  expect(await query(portico, sql`select 1 from policy_overrides where customer = ${customer.id}`)).toEqual([])
})

test('whoever is not there is not found, and said so', async ({ portico, page, context }) => {
  await lendCookies(portico, await signInOperator(portico), context)
  for (const [words, reason] of [
    ['cus_nobody', 'Stripe knows no customer with this id'],
    ['nobody@nowhere.example', 'No customer has exactly this e-mail address'],
    ['Nobody At All', 'lags behind by up to a minute'],
    ['No', 'at least 3 letters'],
  ] as const) {
    await page.goto(`${portico.url}/admin/customers?q=${encodeURIComponent(words)}`)
    await expect(page.getByRole('main')).toContainText(reason)
  }
  const client = await signInOperator(portico)
  expect((await client.get('/admin/customers/cus_nobody')).status).toBe(404)
})
