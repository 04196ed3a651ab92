import { cards } from '#twin/playwright/cards.ts'
import { planButton, pricingTable } from './setup/embeds.ts'
import { getLastSequence, listCalls } from './setup/ledger.ts'
import { openShop, publishPolicy, type Shop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

let shop: Shop
let customer: string

test.beforeEach(async ({ portico, page, loginAs }) => {
  shop = await openShop(portico)
  customer = (await portico.twin.stripe.customers.create({ name: 'Globex GmbH', email: 'billing@globex.example' })).id
  await loginAs(page, { id: customer })
})

test('a customer without a plan chooses one, pays at Stripe and sees it at Home', async ({
  portico,
  page,
  completeCheckout,
}) => {
  await expect(page.getByText('No plan yet')).toBeVisible()
  await page.getByRole('link', { name: 'See plans' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Plans' })).toBeVisible()

  await planButton(page, 'Pro').click()
  await expect(page.getByText('billing@globex.example')).toBeVisible()
  await completeCheckout(page)

  await expect(page.getByText('Thank you. Your plan shows below.')).toBeVisible()
  expect(page.url()).toBe(`${portico.url}/?done=plan_bought`)
  const plan = page.getByRole('article').filter({ hasText: 'Pro' })
  await expect(plan).toContainText('Active')
  await expect(plan).toContainText('€49.00 / month')
  await expect(plan).toContainText('Visa •••• 4242')
  const { data } = await portico.twin.stripe.subscriptions.list({ customer })
  expect(data.map(({ items }) => items.data[0]?.price.id)).toEqual([shop.prices.proMonthly])
})

test('a declined card stays at checkout, and the next one buys the plan', async ({
  portico,
  page,
  completeCheckout,
}) => {
  await page.goto(`${portico.url}/plans`)
  await planButton(page, 'Starter').click()
  await expect(completeCheckout(page, { card: cards.declined })).rejects.toThrow('Your card was declined.')
  await expect(page.getByRole('alert')).toContainText('Your card was declined.')

  await completeCheckout(page)
  await expect(page.getByText('Thank you. Your plan shows below.')).toBeVisible()
  await expect(page.getByRole('article')).toContainText('Starter')
})

test('a customer who turns back at checkout is at the plans again, and has bought nothing', async ({
  portico,
  page,
}) => {
  await page.goto(`${portico.url}/plans`)
  await planButton(page, 'Pro').click()
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(page).toHaveURL(`${portico.url}/plans`)
  await expect(planButton(page, 'Pro')).toBeVisible()
  expect((await portico.twin.stripe.subscriptions.list({ customer })).data).toEqual([])
})

test('a customer with a plan changes it at Stripe, and is not sold a second one', async ({ portico, page }) => {
  const { stripe } = portico.twin
  const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const items = [{ price: shop.prices.starterMonthly }]
  const { id: subscription } = await stripe.subscriptions.create({ customer, default_payment_method: card, items })
  await page.goto(`${portico.url}/plans`)
  await expect(page.getByRole('heading', { name: 'Your plan' })).toBeVisible()
  await expect(page.getByText('Starter')).toBeVisible()
  await expect(pricingTable(page)).toHaveCount(0)

  const last = await getLastSequence(portico)
  await page.getByRole('button', { name: 'Change plan' }).click()
  await expect(page).toHaveURL(/\/p\/session\//)
  const [mint] = await listCalls(portico, 'billingPortal.sessions.create', last)
  expect(mint?.params).toMatchObject({
    customer,
    flow_data: { type: 'subscription_update', subscription_update: { subscription } },
  })
})

test('where an operator allows several, the plans stand below the one that runs', async ({ portico, page }) => {
  await publishPolicy(portico, { ...shop.policy, several_subscriptions: true })
  const items = [{ price: shop.prices.starterMonthly }]
  await portico.twin.stripe.subscriptions.create({ customer, items, trial_period_days: 14 })
  await page.goto(`${portico.url}/plans`)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Your plan', 'Add another plan'])
  await expect(planButton(page, 'Pro')).toBeVisible()
})
