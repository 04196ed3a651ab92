import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('paymentIntents.incrementAuthorization', () => {
  const setUp = (card: object = { request_incremental_authorization: 'if_available' }) => {
    const { stripe } = createTestTwin()
    const hold = () =>
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        capture_method: 'manual',
        confirm: true,
        payment_method: 'pm_card_visa',
        payment_method_options: { card },
      })
    return { stripe, hold }
  }

  it('raises what is held, and tells of it', async () => {
    const { stripe, hold } = setUp()
    const { id, latest_charge: charge } = await hold()
    const grown = await stripe.paymentIntents.incrementAuthorization(id, { amount: 3000, metadata: { night: '2' } })
    expect(grown).toMatchObject({
      status: 'requires_capture',
      amount: 3000,
      amount_capturable: 3000,
      metadata: { night: '2' },
    })
    expect(await stripe.charges.retrieve(charge as string)).toMatchObject({
      amount: 3000,
      payment_method_details: {
        card: { amount_authorized: 3000, incremental_authorization: { status: 'available' } },
      },
    })
    const told = await stripe.events.list({ type: 'payment_intent.amount_capturable_updated' })
    expect(told.data.map(({ data }) => (data.object as { amount: number }).amount)).toEqual([3000, 2000])
    expect((await stripe.paymentIntents.capture(id)).amount_received).toBe(3000)
  })

  it('refuses less than is held, what was not asked for at confirmation, and an eleventh time', async () => {
    const { stripe, hold } = setUp()
    const { id } = await hold()
    const grow = (amount: number) => stripe.paymentIntents.incrementAuthorization(id, { amount })
    await expect(grow(2000)).rejects.toMatchObject({ param: 'amount' })
    for (let step = 1; step <= 10; step += 1) await grow(2000 + step)
    await expect(grow(3000)).rejects.toThrow('maximum of 10')
    const plain = setUp({})
    const held = await plain.hold()
    const asking = plain.stripe.paymentIntents.incrementAuthorization(held.id, { amount: 3000 })
    await expect(asking).rejects.toMatchObject({ statusCode: 400, payment_intent: { id: held.id } })
  })

  it('refuses an intent that holds nothing', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' })
    await expect(stripe.paymentIntents.incrementAuthorization(id, { amount: 3000 })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })
})
