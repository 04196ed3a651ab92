import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function payWith(card: string, more: object = {}) {
  const { stripe } = createTestTwin()
  const customer = await stripe.customers.create({})
  const intent = await stripe.paymentIntents.create({ amount: 4900, currency: 'eur', customer: customer.id })
  const confirming = stripe.paymentIntents.confirm(intent.id, { payment_method: card, ...more })
  return { stripe, customer, intent, confirming }
}

describe('paymentIntents.confirm', () => {
  it('succeeds with a charge, and saves the card where future usage asks for it', async () => {
    const { stripe, customer, confirming } = await payWith('pm_card_visa', { setup_future_usage: 'off_session' })
    const paid = await confirming
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 4900, last_payment_error: null })
    expect(await stripe.charges.retrieve(paid.latest_charge as string)).toMatchObject({ paid: true, amount: 4900 })
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1)
  })

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ])('declines %s, keeps the attempt, and lets the next try through', async (card, code, declineCode) => {
    const { stripe, intent, confirming } = await payWith(card)
    await expect(confirming).rejects.toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code,
      decline_code: declineCode,
    })
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code, payment_method: { type: 'card' } },
    })
    const types = (await stripe.events.list()).data.map((event) => event.type)
    expect(types).toEqual(expect.arrayContaining(['charge.failed', 'payment_intent.payment_failed']))
    expect(await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'succeeded',
    })
  })

  it('asks for authentication, or declines when the customer is away', async () => {
    const { confirming } = await payWith('pm_card_threeDSecure2Required', { return_url: 'https://example.com/back' })
    expect(await confirming).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } })
    const away = await payWith('pm_card_threeDSecure2Required', { off_session: true })
    await expect(away.confirming).rejects.toMatchObject({ code: 'authentication_required' })
  })

  it('refuses an intent that is done, and the card of someone else', async () => {
    const { stripe, intent, confirming } = await payWith('pm_card_visa')
    await confirming
    await expect(stripe.paymentIntents.confirm(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
    const other = await stripe.customers.create({})
    const theirs = await stripe.paymentMethods.attach('pm_card_visa', { customer: other.id })
    const mine = await stripe.paymentIntents.create({
      amount: 100,
      currency: 'eur',
      customer: (await stripe.customers.create({})).id,
    })
    await expect(stripe.paymentIntents.confirm(mine.id, { payment_method: theirs.id })).rejects.toMatchObject({
      param: 'payment_method',
    })
  })

  it('takes payment_method_types no more', async () => {
    const { stripe } = createTestTwin()
    await expect(
      stripe.paymentIntents.create({ amount: 100, currency: 'eur', payment_method_types: ['card'] } as never),
    ).rejects.toMatchObject({ code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' })
  })
})

describe('what is not played of payment intents', () => {
  it.each([
    ['applyCustomerBalance', {}],
    ['verifyMicrodeposits', {}],
  ] as const)('is refused by name: %s', async (method, params) => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' })
    const calling = stripe.paymentIntents[method] as (id: string, params: object) => Promise<unknown>
    await expect(calling.call(stripe.paymentIntents, id, params)).rejects.toMatchObject({
      statusCode: 501,
      code: 'twin_not_played',
    })
  })
})
