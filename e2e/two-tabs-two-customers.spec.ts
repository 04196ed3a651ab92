import { introduceCompany } from './setup/company.ts'
import { lendCookies, signInMember } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence } from './setup/ledger.ts'
import { cards, fillNewCard } from './setup/payment-element.ts'
import { openShop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

let a: string
let b: string

test.beforeEach(async ({ portico, page, context }) => {
  const { prices } = await openShop(portico)
  await introduceCompany(portico)
  a = await createCustomer('Globex GmbH')
  b = await createCustomer('Initech Ltd')
  await lendCookies(portico, await signInMember(portico, { customer: a, name: 'Ada of Globex' }), context)
  await page.goto(portico.url)

  async function createCustomer(name: string) {
    const { stripe } = portico.twin
    const { id: customer } = await stripe.customers.create({ name, email: 'billing@customers.example' })
    for (const token of ['pm_card_visa', 'pm_card_mastercard']) {
      const { id } = await stripe.paymentMethods.attach(token, { customer })
      await stripe.paymentMethods.update(id, { allow_redisplay: 'always' })
      await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } })
    }
    await stripe.subscriptions.create({ customer, items: [{ price: prices.proMonthly }] })
    return customer
  }
})

/** Another tab of the same browser signs in for B. */
async function signInForB(portico: Portico, context: Parameters<typeof lendCookies>[2]) {
  await context.clearCookies()
  await lendCookies(portico, await signInMember(portico, { customer: b, name: 'Bob of Initech' }), context)
  const tab = await context.newPage()
  await tab.goto(portico.url)
  await expect(tab.getByText('For Initech Ltd')).toBeVisible()
  return tab
}

async function expectNothingDone(portico: Portico, last: number) {
  const calls = await portico.twin.ledger(last)
  expect(calls.filter(({ method }) => method !== 'GET').map(({ operation }) => operation)).toEqual([])
}

test('a form that was drawn for one customer does nothing for the other', async ({
  portico,
  page,
  context,
  allowConsoleError,
}) => {
  allowConsoleError(/409/)
  await page.goto(`${portico.url}/manage`)
  await signInForB(portico, context)
  const last = await getLastSequence(portico)
  await page.bringToFront()
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: 'Open billing portal' }).click()
  expect((await answer).status()).toBe(409)
  await expect(page.getByText('You are now signed in for Initech Ltd')).toBeVisible()
  await expectNothingDone(portico, last)

  await page.getByRole('link', { name: 'Go to your billing overview' }).click()
  await expect(page.getByText('For Initech Ltd')).toBeVisible()
})

test('the card of one customer is not made the other’s', async ({ portico, page, context, allowConsoleError }) => {
  allowConsoleError(/409/)
  await page.goto(`${portico.url}/payment-methods`)
  await signInForB(portico, context)
  const last = await getLastSequence(portico)
  await page.bringToFront()
  await page.getByRole('button', { name: /^Use .*4242 for Pro$/ }).click()
  await expect(page.getByText('You are now signed in for Initech Ltd')).toBeVisible()
  await expectNothingDone(portico, last)
})

test('a form of Stripe’s that was opened for one customer saves nothing for the other', async ({
  portico,
  page,
  context,
  allowConsoleError,
}) => {
  allowConsoleError(/409/)
  await page.goto(`${portico.url}/payment-methods`)
  await fillNewCard(page, cards.visa)
  await signInForB(portico, context)
  const last = await getLastSequence(portico)
  await page.bringToFront()
  await page.getByRole('button', { name: 'Save payment method' }).click()
  await expect(page.getByText('You are now signed in for Initech Ltd. Nothing was done.')).toBeVisible()
  await expectNothingDone(portico, last)
  await page.getByRole('link', { name: 'Load the page again' }).click()
  await expect(page.getByText('Bob of Initech')).toBeVisible()
})

test('plans that open after the other tab signed in are sold to nobody', async ({
  portico,
  page,
  context,
  allowConsoleError,
}) => {
  allowConsoleError(/409/)
  const release = Promise.withResolvers<void>()
  await page.route('**/api/customer-sessions', async (route) => {
    await release.promise
    await route.continue()
  })
  await page.goto(`${portico.url}/buy`)
  await signInForB(portico, context)
  const last = await getLastSequence(portico)
  await page.bringToFront()
  release.resolve()
  await expect(page.getByText('You are now signed in for Initech Ltd. Nothing was done.')).toBeVisible()
  await expectNothingDone(portico, last)
})
