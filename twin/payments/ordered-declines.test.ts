import { expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function setUp() {
  const { stripe, call } = createTestTwin()
  const customer = await stripe.customers.create()
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const pay = (of: { customer: string; payment_method: string }) =>
    stripe.paymentIntents.create({ amount: 4900, currency: 'eur', confirm: true, off_session: true, ...of })
  const order = (body: object) => call('POST', '/_twin/declines', { body: JSON.stringify(body) })
  return { stripe, order, pay, customer, own: { customer: customer.id, payment_method: card.id } }
}

it('declines the next charge of this customer, and no other', async () => {
  const { stripe, order, pay, customer, own } = await setUp()
  await order({ customer: customer.id, decline_code: 'insufficient_funds' })
  const other = await stripe.customers.create()
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: other.id })
  expect(await pay({ customer: other.id, payment_method: card.id })).toMatchObject({ status: 'succeeded' })
  await expect(pay(own)).rejects.toMatchObject({ code: 'card_declined', decline_code: 'insufficient_funds' })
  expect(await pay(own)).toMatchObject({ status: 'succeeded' })
})

it('uses up as many as were ordered, first the first', async () => {
  const { order, pay, customer, own } = await setUp()
  await order({ customer: customer.id })
  await order({ customer: customer.id, decline_code: 'lost_card' })
  await expect(pay(own)).rejects.toMatchObject({ decline_code: 'generic_decline' })
  await expect(pay(own)).rejects.toMatchObject({ decline_code: 'lost_card' })
  expect(await pay(own)).toMatchObject({ status: 'succeeded' })
})

it('refuses a customer that is not there, and a code that no card has', async () => {
  const { order, customer } = await setUp()
  expect(await order({ customer: 'cus_nobody' })).toMatchObject({ status: 400, body: { error: { param: 'customer' } } })
  const refused = await order({ customer: customer.id, decline_code: 'bad_mood' })
  expect(refused).toMatchObject({ status: 400, body: { error: { param: 'decline_code' } } })
})
