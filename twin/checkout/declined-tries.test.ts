import { describe, expect, it } from 'vitest'
import { createCheckout } from './testing.ts'

describe('a try that the bank refuses', () => {
  it('stays with the intent of the session, which the next try pays', async () => {
    const { stripe, open, complete, types } = await createCheckout()
    const { id } = await open({ customer_creation: 'always' })
    expect(() => complete(id, 'pm_card_chargeDeclined')).toThrow('Your card was declined.')
    const waiting = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
    expect(waiting).toMatchObject({
      status: 'open',
      customer: null,
      payment_intent: { status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } },
    })
    expect(await types()).toEqual(expect.arrayContaining(['payment_intent.payment_failed', 'charge.failed']))
    complete(id)
    const done = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
    const { id: intent } = waiting.payment_intent as { id: string }
    expect(done).toMatchObject({ status: 'complete', payment_intent: { id: intent, status: 'succeeded' } })
    expect((await stripe.paymentIntents.retrieve(intent)).customer).toBe(done.customer)
    expect((await stripe.charges.list({ payment_intent: intent })).data.map(({ paid }) => paid)).toEqual([true, false])
  })

  it('stays with the setup intent', async () => {
    const { stripe, open, complete } = await createCheckout()
    const { id, setup_intent } = await open({ mode: 'setup', currency: 'eur' })
    expect(() => complete(id, 'pm_card_chargeDeclined')).toThrow('Your card was declined.')
    expect(await stripe.setupIntents.retrieve(setup_intent as string)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'card_declined' },
    })
    complete(id)
    expect((await stripe.setupIntents.retrieve(setup_intent as string)).status).toBe('succeeded')
  })

  it('counts no discount, and ends with the session', async () => {
    const { stripe, open, complete } = await createCheckout()
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
    const { id } = await open({ discounts: [{ coupon }] })
    expect(() => complete(id, 'pm_card_chargeDeclined')).toThrow()
    expect((await stripe.coupons.retrieve(coupon)).times_redeemed).toBe(0)
    await stripe.checkout.sessions.expire(id)
    const { data } = await stripe.paymentIntents.list()
    expect(data).toMatchObject([{ status: 'canceled', cancellation_reason: 'expired' }])
  })

  it('begins no subscription', async () => {
    const { stripe, open, complete, line } = await createCheckout()
    const { id } = await open({ mode: 'subscription', line_items: [line('monthly')] })
    expect(() => complete(id, 'pm_card_chargeDeclined')).toThrow()
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([])
    expect((await stripe.customers.list()).data).toEqual([])
  })
})
