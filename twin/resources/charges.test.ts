import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function pay(params: object = {}) {
  const test = createTestTwin()
  const intent = await test.stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    ...params,
  })
  return { ...test, intent, charge: intent.latest_charge as string }
}

describe('charges', () => {
  it('say what happened to the money', async () => {
    const { stripe, charge, intent } = await pay({ metadata: { order: '7' }, receipt_email: 'a@example.com' })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({
      id: expect.stringMatching(/^ch_/),
      amount: 1000,
      amount_captured: 1000,
      captured: true,
      paid: true,
      status: 'succeeded',
      payment_intent: intent.id,
      receipt_email: 'a@example.com',
      receipt_url: expect.stringMatching(/^http/),
      failure_code: null,
      metadata: { order: '7' },
      outcome: { type: 'authorized', network_status: 'approved_by_network', risk_level: 'normal' },
      payment_method_details: {
        type: 'card',
        card: { brand: 'visa', last4: '4242', funding: 'credit', network: 'visa', three_d_secure: null },
      },
    })
  })

  it('lead to a receipt', async () => {
    const { stripe, twin, charge } = await pay()
    const { receipt_url } = await stripe.charges.retrieve(charge)
    const page = await twin.fetch(receipt_url ?? '')
    expect(await page.text()).toContain('Paid: $10.00')
    expect((await twin.fetch((receipt_url ?? '').replace(charge, 'ch_none'))).status).toBe(404)
  })

  it.each([
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'issuer_declined', 'lost_card', 'normal'],
    ['pm_card_radarBlock', 'card_declined', 'blocked', 'highest_risk_level', 'highest'],
    ['pm_card_riskLevelHighest', 'card_declined', 'blocked', 'highest_risk_level', 'highest'],
  ])('of %s say why they failed', async (card, code, type, reason, risk_level) => {
    const { stripe } = createTestTwin()
    const paying = stripe.paymentIntents.create({ amount: 500, currency: 'usd', payment_method: card, confirm: true })
    await expect(paying).rejects.toMatchObject({ code })
    const [charge] = (await stripe.charges.list()).data
    expect(charge).toMatchObject({
      status: 'failed',
      paid: false,
      captured: false,
      balance_transaction: null,
      receipt_url: null,
      failure_code: code,
      failure_message: expect.stringContaining('declined'),
      outcome: { type, reason, risk_level },
    })
  })

  it.each([
    ['pm_card_avsFail', { address_line1_check: 'fail', address_postal_code_check: 'fail' }],
    ['pm_card_cvcCheckFail', { cvc_check: 'fail' }],
    ['pm_card_avsUnchecked', { address_line1_check: 'unavailable' }],
  ])('of %s tell which checks failed', async (card, checks) => {
    const { stripe, charge } = await pay({ payment_method: card })
    const { payment_method_details: details } = await stripe.charges.retrieve(charge)
    expect(details?.card?.checks).toMatchObject(checks)
  })

  it('change in what describes them', async () => {
    const { stripe, charge } = await pay()
    const changed = await stripe.charges.update(charge, {
      description: 'Seats',
      fraud_details: { user_report: 'safe' },
      metadata: { a: '1' },
    })
    expect(changed).toMatchObject({
      description: 'Seats',
      fraud_details: { user_report: 'safe' },
      metadata: { a: '1' },
    })
    const { data } = await stripe.events.list({ type: 'charge.updated' })
    expect(data[0]?.data.previous_attributes).toMatchObject({ description: null })
  })

  it('are found by amount, status, card and metadata', async () => {
    const { stripe, charge } = await pay({ metadata: { order: '7' } })
    const queries = [
      'amount>900',
      'status:"succeeded" AND metadata["order"]:"7"',
      'payment_method_details.card.last4:"4242"',
      'billing_details.address.postal_code:null AND amount>900',
    ]
    for (const query of queries) {
      expect((await stripe.charges.search({ query })).data.map(({ id }) => id)).toEqual([charge])
    }
    expect((await stripe.charges.search({ query: 'amount<900' })).data).toEqual([])
  })

  it('come from a token, too', async () => {
    const { stripe } = createTestTwin()
    const params = { amount: 2000, currency: 'usd', source: 'tok_visa' }
    expect(await stripe.charges.create(params)).toMatchObject({ status: 'succeeded', payment_intent: null })
    await expect(stripe.charges.create({ ...params, source: 'tok_chargeDeclined' })).rejects.toMatchObject({
      code: 'card_declined',
      charge: expect.stringMatching(/^ch_/),
    })
    const held = await stripe.charges.create({ ...params, capture: false })
    expect(held).toMatchObject({ captured: false, balance_transaction: null })
    expect(await stripe.charges.capture(held.id, { amount: 500 })).toMatchObject({
      captured: true,
      amount_captured: 500,
      amount_refunded: 1500,
    })
    await expect(stripe.charges.capture(held.id)).rejects.toMatchObject({ code: 'charge_already_captured' })
  })
})

describe('tokens', () => {
  it('stand for a card once', async () => {
    const { stripe } = createTestTwin()
    const card = { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' }
    const token = await stripe.tokens.create({ card })
    expect(token).toMatchObject({
      id: expect.stringMatching(/^tok_/),
      type: 'card',
      used: false,
      card: { object: 'card', brand: 'Visa', last4: '4242' },
    })
    const make = () => stripe.paymentMethods.create({ type: 'card', card: { token: token.id } })
    expect((await make()).card).toMatchObject({ last4: '4242', exp_year: 2034 })
    expect((await stripe.tokens.retrieve(token.id)).used).toBe(true)
    await expect(make()).rejects.toMatchObject({ code: 'token_already_used' })
  })
})
