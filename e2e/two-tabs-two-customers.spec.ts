import type { BrowserContext, Page } from '@playwright/test'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { loginAs } from '#twin/playwright/login-as.ts'
import { waitForPaymentElement } from '#twin/playwright/payment-element.ts'
import { introduceCompany } from './setup/company.ts'
import { buyNowButton } from './setup/embeds.ts'
import { portalOf } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence } from './setup/ledger.ts'
import { openShop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

let a: string
let b: string

test.beforeEach(async ({ portico, page }) => {
  const { prices } = await openShop(portico)
  await introduceCompany(portico)
  a = await createCustomer('Globex GmbH')
  b = await createCustomer('Initech Ltd')
  await loginAs(page, portalOf(portico), { id: a }, { claims: { name: 'Ada of Globex' } })

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

/** Another tab of the same browser signs in for B: A's login ends, and the tab has B's in its place. */
async function signInForB(portico: Portico, context: BrowserContext) {
  const tab = await context.newPage()
  await loginAs(tab, portalOf(portico), { id: b }, { claims: { name: 'Bob of Initech' } })
  await expect(tab.getByText('For Initech Ltd')).toBeVisible()
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
  // Its own mint is through before the other tab signs in.
  await waitForPaymentElement(page)
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
  await fillCard(page, cards.visa)
  await signInForB(portico, context)
  const last = await getLastSequence(portico)
  await page.bringToFront()
  await page.getByRole('button', { name: 'Save payment method' }).click()
  await expect(page.getByText('You are now signed in for Initech Ltd. Nothing was done.')).toBeVisible()
  await expectNothingDone(portico, last)
  await page.getByRole('link', { name: 'Load the page again' }).click()
  await expect(page.getByText('Bob of Initech')).toBeVisible()
})

/** Keeps what a page mints from leaving until it is let go. */
async function holdMints(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/api/customer-sessions', async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

test('plans that open after the other tab signed in are sold to nobody', async ({
  portico,
  page,
  context,
  allowConsoleError,
}) => {
  allowConsoleError(/409/)
  const release = await holdMints(page)
  await page.goto(`${portico.url}/buy`)
  await signInForB(portico, context)
  const last = await getLastSequence(portico)
  await page.bringToFront()
  release()
  await expect(page.getByText('You are now signed in for Initech Ltd. Nothing was done.')).toBeVisible()
  await expectNothingDone(portico, last)
})

// A mint may leave with the login of before while the other tab's sign-in ends it: then it is nobody's.
test('plans that open as the login ends say so, and lead to what holds now', async ({
  portico,
  page,
  context,
  allowConsoleError,
}) => {
  allowConsoleError(/401/)
  const release = await holdMints(page)
  await page.goto(`${portico.url}/buy`)
  const cookies = await context.cookies()
  await signInForB(portico, context)
  const last = await getLastSequence(portico)
  const newer = await context.cookies()
  await context.addCookies(cookies)
  await page.bringToFront()
  const refused = page.waitForResponse('**/api/customer-sessions')
  release()
  expect((await refused).status()).toBe(401)
  await expect(page.getByText('Your sign-in has ended. Nothing was done.')).toBeVisible()
  await expectNothingDone(portico, last)

  await context.addCookies(newer)
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await expect(page.getByText('Bob of Initech')).toBeVisible()
  await expect(buyNowButton(page, 'Onboarding')).toBeVisible()
})
