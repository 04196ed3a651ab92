import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function pay(card = 'pm_card_visa', amount = 1000) {
  const test = createTestTwin()
  const intent = await test.stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    payment_method: card,
    confirm: true,
    description: 'Seats',
  })
  const charge = intent.latest_charge as string
  const types = async () => (await test.stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
  return { ...test, intent, charge, types }
}

describe('refunds.create', () => {
  it('gives all of it back, by intent or by charge, and tells of it', async () => {
    for (const by of ['payment_intent', 'charge'] as const) {
      const { stripe, intent, charge, types } = await pay()
      const refund = await stripe.refunds.create({
        [by]: by === 'charge' ? charge : intent.id,
        reason: 'requested_by_customer',
        metadata: { order: '7' },
      })
      expect(refund).toMatchObject({
        id: expect.stringMatching(/^re_/),
        object: 'refund',
        amount: 1000,
        balance_transaction: expect.stringMatching(/^txn_/),
        charge,
        currency: 'usd',
        payment_intent: intent.id,
        reason: 'requested_by_customer',
        status: 'succeeded',
        metadata: { order: '7' },
      })
      expect(await stripe.charges.retrieve(charge, { expand: ['refunds'] })).toMatchObject({
        amount_refunded: 1000,
        refunded: true,
        refunds: { data: [{ id: refund.id }] },
      })
      expect(await types()).toEqual(expect.arrayContaining(['refund.created', 'charge.refunded']))
    }
  })

  it('gives parts of it back, until nothing is left', async () => {
    const { stripe, charge, intent } = await pay()
    await expect(stripe.refunds.create({ charge, amount: 1001 })).rejects.toMatchObject({
      message: 'Refund amount ($10.01) is greater than charge amount ($10.00)',
    })
    await stripe.refunds.create({ charge, amount: 300 })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 300, refunded: false })
    await expect(stripe.refunds.create({ charge, amount: 701 })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
      message: 'Refund amount ($7.01) is greater than unrefunded amount on charge ($7.00)',
    })
    expect(await stripe.refunds.create({ charge })).toMatchObject({ amount: 700 })
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({
      code: 'charge_already_refunded',
      message: `Charge ${charge} has already been refunded.`,
    })
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data.map(({ amount }) => amount)).toEqual([
      700, 300,
    ])
  })

  it.each([
    [{}, { code: 'parameter_missing' }],
    [{ charge: 'ch_none' }, { code: 'resource_missing', param: 'charge', statusCode: 400 }],
    [{ payment_intent: 'pi_none' }, { code: 'resource_missing', param: 'payment_intent' }],
    [
      { charge: 'own', amount: 0 },
      { code: 'parameter_invalid_integer', param: 'amount' },
    ],
    [{ charge: 'own', reason: 'expired_uncaptured_charge' }, { param: 'reason' }],
  ])('refuses %j', async (params, error) => {
    const { stripe, charge } = await pay()
    const given = { ...params, ...('charge' in params && params.charge === 'own' ? { charge } : {}) }
    await expect(stripe.refunds.create(given as never)).rejects.toMatchObject(error)
  })

  it('refuses what was never paid', async () => {
    const { stripe } = createTestTwin()
    const open = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' })
    await expect(stripe.refunds.create({ payment_intent: open.id })).rejects.toMatchObject({
      message: `This PaymentIntent (${open.id}) does not have a successful charge to refund.`,
    })
  })

  it('waits for the bank with the card that says so', async () => {
    const { stripe, account, charge, types } = await pay('pm_card_pendingRefund')
    const { id, status } = await stripe.refunds.create({ charge })
    expect(status).toBe('pending')
    account.setClock(account.now() + 60)
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'succeeded' })
    expect(await types()).toContain('refund.updated')
  })

  it('fails later with the card that says so, and the money is the account’s again', async () => {
    const { stripe, account, charge, types } = await pay('pm_card_refundFail')
    const { id, status } = await stripe.refunds.create({ charge })
    expect(status).toBe('succeeded')
    account.setClock(account.now() + 60)
    expect(await stripe.refunds.retrieve(id)).toMatchObject({
      status: 'failed',
      failure_reason: expect.any(String),
      failure_balance_transaction: expect.stringMatching(/^txn_/),
    })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false })
    expect(await types()).toContain('refund.failed')
  })
})

describe('refunds.update and refunds.cancel', () => {
  it('changes metadata alone, and cancels nothing that a card has had back', async () => {
    const { stripe, charge } = await pay()
    const { id } = await stripe.refunds.create({ charge, metadata: { a: '1' } })
    expect((await stripe.refunds.update(id, { metadata: { b: '2' } })).metadata).toEqual({ a: '1', b: '2' })
    const { data } = await stripe.events.list({ type: 'refund.updated' })
    expect(data[0]?.data.previous_attributes).toEqual({ metadata: { b: null } })
    await expect(stripe.refunds.cancel(id)).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe('balanceTransactions', () => {
  it('has what came and what went, with fees', async () => {
    const { stripe, charge } = await pay()
    await stripe.refunds.create({ charge })
    const { data } = await stripe.balanceTransactions.list()
    expect(data).toMatchObject([
      { type: 'refund', amount: -1000, fee: 0, net: -1000 },
      { type: 'charge', amount: 1000, fee: 59, net: 941, source: charge, status: 'pending' },
    ])
    const paid = await stripe.charges.retrieve(charge, { expand: ['balance_transaction'] })
    expect(paid.balance_transaction).toMatchObject({ object: 'balance_transaction', net: 941 })
    expect((await stripe.balance.retrieve()).pending).toMatchObject([{ currency: 'usd', amount: -59 }])
  })
})
