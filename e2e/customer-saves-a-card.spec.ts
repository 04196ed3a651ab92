import type { Page } from '@playwright/test'
import { answerBank } from '#twin/playwright/answer-bank.ts'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { loginAs } from '#twin/playwright/login-as.ts'
import { offeredCards, waitForPaymentElement } from '#twin/playwright/payment-element.ts'
import { createCustomer } from './setup/customers.ts'
import { portalOf } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { openShop, type Shop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

let shop: Shop

test.beforeAll(async ({ porticoOf }, { file }) => {
  shop = await openShop(await porticoOf(file))
})

test('a card is saved, offered again, and made the one that pays', async ({ portico, page }) => {
  const { id: customer } = await openPaymentMethods(portico, page)
  await expect(row(page, 'Visa •••• 4242')).toContainText('Pays Pro')

  await fillCard(page, cards.mastercard)
  const element = await waitForPaymentElement(page)
  await element.getByLabel('Save payment details for future purchases').check()
  await save(page)
  await expect(page).toHaveURL(/\/payment-methods\?done=saved/)
  const saved = page.getByRole('status').filter({ hasText: 'Mastercard •••• 4444 is saved.' })
  await expect(saved).toContainText('It does not pay for anything yet.')
  await expect(row(page, 'Mastercard •••• 4444')).toBeVisible()
  await expect(offeredCards(await waitForPaymentElement(page))).toHaveText([/Mastercard •••• 4444/, /Visa •••• 4242/])

  await expect(row(page, 'Visa •••• 4242')).toContainText('Pays Pro')
  await saved.getByRole('button', { name: 'Use card 4444 for Pro' }).click()
  await expect(row(page, 'Mastercard •••• 4444')).toContainText('Pays Pro')
  await expect(row(page, 'Visa •••• 4242')).not.toContainText('Pays Pro')
  await expect(page.getByRole('button', { name: 'Use card 4242 for Pro' })).toBeVisible()

  await page.getByRole('link', { name: 'Home' }).click()
  await expect(page.getByText('Mastercard •••• 4444')).toBeVisible()
  expect(await cardThatPays(portico, customer)).toBe('4444')
})

test('a saved card is not saved once more: the form says what to choose', async ({ portico, page }) => {
  const { id: customer } = await openPaymentMethods(portico, page)
  const saveButton = page.getByRole('button', { name: 'Save payment method' })
  await expect(page.getByText('This one is saved already.')).toBeVisible()
  await expect(saveButton).toHaveCount(0)
  await fillCard(page, cards.mastercard)
  await expect(saveButton).toBeVisible()
  await expectSetupIntents(portico, customer, 0)
})

test('a declined card is not saved, and another one is', async ({ portico, page, allowConsoleError }) => {
  allowConsoleError(/status of 402/)
  const { id: customer } = await openPaymentMethods(portico, page)
  await fillCard(page, cards.declined)
  await save(page)
  await expect(page.getByText('Your card was declined. Nothing was saved.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save payment method' })).toBeEnabled()
  expect(await savedCards(portico, customer)).toEqual(['4242'])

  await fillCard(page, cards.mastercard)
  await save(page)
  await expect(page.getByText(/ is saved\./)).toBeVisible()
  expect(await savedCards(portico, customer)).toEqual(['4444', '4242'])
  await expectSetupIntents(portico, customer, 1)
})

test('an incomplete card is told so and makes no call', async ({ portico, page }) => {
  const { id: customer } = await openPaymentMethods(portico, page)
  await fillCard(page, '4242')
  await save(page)
  const element = await waitForPaymentElement(page)
  await expect(element.getByText('Your card number is incomplete.')).toBeVisible()
  await expectSetupIntents(portico, customer, 0)
})

test('a card that the bank asks about is saved once the customer approves', async ({ portico, page }) => {
  const { id: customer } = await openPaymentMethods(portico, page)
  await fillCard(page, cards.asksBank)
  await save(page)
  await answerBank(page, 'Complete')
  await expect(page.getByText(/ is saved\./)).toBeVisible()
  await expect(row(page, 'Visa •••• 3184')).toBeVisible()
  expect(await savedCards(portico, customer)).toEqual(['3184', '4242'])
})

test('a card that the customer does not approve is not saved, and can be tried again', async ({ portico, page }) => {
  const { id: customer } = await openPaymentMethods(portico, page)
  await fillCard(page, cards.asksBank)
  await save(page)
  await answerBank(page, 'Fail')
  await expect(page.getByText(/unable to authenticate your payment method/)).toBeVisible()
  expect(await savedCards(portico, customer)).toEqual(['4242'])

  await save(page)
  await answerBank(page, 'Complete')
  await expect(page.getByText(/ is saved\./)).toBeVisible()
  expect(await savedCards(portico, customer)).toEqual(['3184', '4242'])
  await expectSetupIntents(portico, customer, 1)
})

async function openPaymentMethods(portico: Portico, page: Page) {
  const customer = await createCustomer(portico, shop.prices.proMonthly)
  await loginAs(page, portalOf(portico), customer, { path: '/payment-methods' })
  return customer
}

function row(page: Page, label: string) {
  return page.getByRole('region', { name: 'Saved' }).getByRole('listitem').filter({ hasText: label })
}

async function save(page: Page) {
  await page.getByRole('button', { name: 'Save payment method' }).click()
}

async function savedCards({ twin }: Portico, customer: string) {
  const { data } = await twin.stripe.paymentMethods.list({ customer })
  return data.map(({ card }) => card?.last4)
}

/** As Stripe would choose when the plan renews. */
async function cardThatPays({ twin }: Portico, customer: string) {
  const [subscription] = (await twin.stripe.subscriptions.list({ customer })).data
  const { invoice_settings } = await twin.stripe.customers.retrieve(customer).then((found) => {
    if (found.deleted) throw new Error('The customer is deleted.')
    return found
  })
  const id = subscription?.default_payment_method ?? invoice_settings.default_payment_method
  return (await twin.stripe.paymentMethods.retrieve(String(id))).card?.last4
}

/** Besides the one that every test customer has. */
async function expectSetupIntents({ twin }: Portico, customer: string, count: number) {
  const { data } = await twin.stripe.setupIntents.list({ customer })
  expect(data).toHaveLength(1 + count)
}
