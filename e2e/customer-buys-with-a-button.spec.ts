import { z } from 'zod'
import { buyButton, buyNowButton } from './setup/embeds.ts'
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

test('a customer buys something once, and is thanked', async ({ portico, page, completeCheckout }) => {
  await page.getByRole('navigation').getByRole('link', { name: 'Buy' }).click()
  await buyNowButton(page, 'Onboarding').click()
  await expect(page.getByText('billing@globex.example')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pay €250.00' })).toBeVisible()
  await completeCheckout(page)

  await expect(page.getByText('Thank you. Your payment went through.')).toBeVisible()
  expect(page.url()).toBe(`${portico.url}/?done=purchase`)
  const { data } = await portico.twin.stripe.paymentIntents.list({ customer })
  expect(data).toMatchObject([{ amount: 25000, currency: 'eur', status: 'succeeded' }])
})

test('each of several buttons has a customer session of its own', async ({ portico, page }) => {
  const { proMonthly } = shop.prices
  const another = await portico.twin.control('POST', 'buy_buttons', { price: proMonthly, success_url: portico.url })
  const { id } = z.object({ id: z.string() }).parse(another)
  await publishPolicy(portico, { ...shop.policy, buy_buttons: [shop.buyButton, id] })
  const last = await getLastSequence(portico)

  await page.goto(`${portico.url}/buy`)
  await expect(buyButton(page)).toHaveCount(2)
  await expect(buyNowButton(page, 'Onboarding')).toBeVisible()
  await expect(buyNowButton(page, 'Pro', 1)).toBeVisible()
  const mints = await listCalls(portico, 'customerSessions.create', last)
  expect(mints.map(({ params }) => params)).toEqual([
    { customer, components: { buy_button: { enabled: true } } },
    { customer, components: { buy_button: { enabled: true } } },
  ])
  const secrets = await buyButton(page).evaluateAll((buttons) =>
    buttons.map((button) => button.getAttribute('customer-session-client-secret')),
  )
  expect(new Set(secrets).size).toBe(2)
})
