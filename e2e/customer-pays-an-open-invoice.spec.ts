import type { Page } from '@playwright/test'
import { answerBank } from '#twin/playwright/answer-bank.ts'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { waitForPaymentElement } from '#twin/playwright/payment-element.ts'
import { createOpenInvoice } from './setup/customers.ts'
import type { Portico } from './setup/instance.ts'
import { openShop, type Shop } from './setup/shop.ts'
import { createIncompleteSubscriber, createPastDueSubscriber, createSubscriber } from './setup/subscribers.ts'
import { expect, test } from './setup/test.ts'

let shop: Shop

test.beforeAll(async ({ porticoOf }, { file }) => {
  shop = await openShop(await porticoOf(file))
})

test('a plan that never began is paid from Home, after a decline, and runs at once', async ({
  portico,
  page,
  allowConsoleError,
  loginAs,
}) => {
  allowConsoleError(/status of 402/)
  const debtor = await createIncompleteSubscriber(portico, shop.prices.proMonthly)
  await loginAs(page, debtor)
  await expect(attention(page)).toContainText('Your payment of €49.00 did not go through')
  await expect(plan(page)).toContainText('First payment missing')
  await page.getByRole('link', { name: 'Pay €49.00' }).click()

  await fillCard(page, cards.declined)
  await pay(page)
  await expect(page.getByText('Your card was declined. Nothing was charged.')).toBeVisible()
  await fillCard(page, cards.visa)
  await pay(page)
  await expect(page.getByText('This invoice is paid.')).toBeVisible()

  await page.getByRole('link', { name: 'Home' }).click()
  await expect(plan(page)).toContainText('Active')
  await expect(attention(page)).toHaveCount(0)
  await expectOneIntent(portico, debtor.id)
})

test('an invoice that the bank asks about is paid once the customer approves', async ({ portico, page, loginAs }) => {
  const debtor = await createDebtor(portico)
  await loginAs(page, debtor, { path: `/pay/${debtor.invoice}` })
  await fillCard(page, cards.asksBank)
  await pay(page)
  await answerBank(page, 'Fail')
  await expect(page.getByText(/unable to authenticate your payment method/)).toBeVisible()
  await pay(page)
  await answerBank(page, 'Complete')
  await expect(page.getByText('This invoice is paid.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Pay €/ })).toHaveCount(0)
  await expectOneIntent(portico, debtor.id)
})

test('a saved card pays without being typed again', async ({ portico, page, loginAs }) => {
  const debtor = await createDebtor(portico, ['pm_card_visa'])
  await loginAs(page, debtor, { path: '/invoices' })
  await page.getByRole('link', { name: /^Pay invoice/ }).click()
  const element = await waitForPaymentElement(page)
  await expect(element.getByRole('radio', { name: 'Visa •••• 4242' })).toBeChecked()
  await pay(page)
  await expect(page.getByText('This invoice is paid.')).toBeVisible()
  expect(page.url()).toBe(`${portico.url}/pay/${debtor.invoice}`)
  await expectOneIntent(portico, debtor.id)
})

test('an invoice that is paid, cancelled or another customer’s says so and cannot be paid', async ({
  portico,
  page,
  loginAs,
}) => {
  const { stripe } = portico.twin
  const debtor = await createDebtor(portico)
  const foreign = await createDebtor(portico)
  await stripe.invoices.voidInvoice(debtor.invoice)
  await loginAs(page, debtor, { path: `/pay/${debtor.invoice}` })
  await expect(page.getByText('This invoice was cancelled. You owe nothing for it.')).toBeVisible()
  await expectNothingToPayWith(page)

  const paid = await createOpenInvoice(portico.twin, debtor.id, 'Workshop')
  await stripe.invoices.pay(paid, { paid_out_of_band: true })
  await page.goto(`${portico.url}/pay/${paid}`)
  await expect(page.getByText('This invoice is paid. There is nothing more to do.')).toBeVisible()
  await expectNothingToPayWith(page)

  for (const unknown of [foreign.invoice, 'in_doesnotexist1234']) {
    const response = await page.goto(`${portico.url}/pay/${unknown}`)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'No such invoice' })).toBeVisible()
    await expectNothingToPayWith(page)
  }
})

test('a viewer sees what is open, and is told who can pay it', async ({ portico, page, loginAs }) => {
  const debtor = await createDebtor(portico)
  await loginAs(page, debtor, { claims: { role: 'viewer' } })
  await expect(attention(page)).toContainText('Ask an owner of the account to pay it.')
  await expect(page.getByRole('link', { name: /^Pay €/ })).toHaveCount(0)
  await page.goto(`${portico.url}/pay/${debtor.invoice}`)
  await expect(page.getByText('To change something, ask an owner')).toBeVisible()
  await expectNothingToPayWith(page)
})

test('a plan that is past due is paid with another card, and is active again', async ({ portico, page, loginAs }) => {
  const debtor = await createPastDueSubscriber(portico, shop.prices.proMonthly)
  await loginAs(page, debtor)
  await expect(plan(page)).toContainText('Past due')
  await expect(attention(page)).toContainText(/still open. We try again on \d+ \w+ \d{4}/)
  await page.getByRole('link', { name: 'Pay €49.00' }).click()
  await fillCard(page, cards.mastercard)
  await pay(page)
  await expect(page.getByText('This invoice is paid.')).toBeVisible()

  await page.getByRole('link', { name: 'Home' }).click()
  await expect(plan(page)).toContainText('Active')
  await expect(attention(page)).toHaveCount(0)
  await expectOneIntent(portico, debtor.id)
})

/** A customer who owes €12.00. */
async function createDebtor(portico: Portico, cards: string[] = []) {
  const trial = { trial_period_days: 14 }
  const { id } = await createSubscriber(portico, { price: shop.prices.proMonthly, cards, subscription: trial })
  return { id, invoice: await createOpenInvoice(portico.twin, id, 'Workshop') }
}

function attention(page: Page) {
  return page.getByRole('region', { name: 'Needs attention' })
}

function plan(page: Page) {
  return page.getByRole('region', { name: 'Your plan' })
}

async function pay(page: Page) {
  await page.getByRole('button', { name: /^Pay €/ }).click()
}

async function expectNothingToPayWith(page: Page) {
  await expect(page.locator('iframe')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Pay €/ })).toHaveCount(0)
}

/** Stripe made one intent for each invoice as it became final; nobody made another. */
async function expectOneIntent({ twin: { stripe } }: Portico, customer: string) {
  const invoices = (await stripe.invoices.list({ customer })).data.filter(({ total }) => total > 0)
  const payments = await Promise.all(invoices.map(({ id }) => stripe.invoicePayments.list({ invoice: id })))
  const ofInvoices = payments.flatMap(({ data }) => data.map(({ payment }) => payment.payment_intent))
  const all = (await stripe.paymentIntents.list({ customer })).data.map(({ id }) => id)
  expect(all.toSorted()).toEqual(ofInvoices.map(String).toSorted())
  expect(ofInvoices).toHaveLength(invoices.length)
}
