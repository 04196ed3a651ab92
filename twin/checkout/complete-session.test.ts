import { describe, expect, it } from 'vitest'
import { createCheckout } from './testing.ts'

describe('a completed session', () => {
  it('was paid: its intent, its discount counted, and no customer unless asked for', async () => {
    const { stripe, open, complete, types } = await createCheckout()
    const coupon = await stripe.coupons.create({ amount_off: 1000, currency: 'eur', duration: 'once' })
    const { id } = await open({
      discounts: [{ coupon: coupon.id }],
      payment_intent_data: { description: 'Seats', metadata: { order: '7' } },
    })
    complete(id)
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer: null,
      customer_details: { email: 'jenny@example.com', name: 'Jenny Rosen' },
      payment_intent: { amount: 4000, status: 'succeeded', description: 'Seats', metadata: { order: '7' } },
    })
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1)
    expect(await types()).toContain('checkout.session.completed')
    const { data } = await stripe.checkout.sessions.list({ customer_details: { email: 'jenny@example.com' } })
    expect(data.map((one) => one.id)).toEqual([id])
  })

  it.each([
    ['always', true],
    ['if_required', false],
  ] as const)('makes a customer: %s', async (customer_creation, isMade) => {
    const { stripe, open, complete } = await createCheckout()
    const { id } = await open({ customer_creation })
    complete(id)
    expect(Boolean((await stripe.checkout.sessions.retrieve(id)).customer)).toBe(isMade)
  })

  it('that cost nothing needed no payment', async () => {
    const { stripe, open, complete } = await createCheckout()
    const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' })
    const { id } = await open({ discounts: [{ coupon: coupon.id }] })
    complete(id)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'no_payment_required',
      payment_intent: null,
    })
  })

  it.each([
    ['pm_usBankAccount_success', 'paid', 'checkout.session.async_payment_succeeded'],
    ['pm_usBankAccount_insufficientFunds', 'unpaid', 'checkout.session.async_payment_failed'],
  ])('by %s is unpaid until the bank answers: %s', async (method, payment_status, type) => {
    const { stripe, account, open, complete, types } = await createCheckout()
    const { id } = await open({ currency: 'usd' })
    complete(id, method)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    account.setClock(account.now() + 60)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'complete', payment_status })
    expect(await types()).toContain(type)
  })

  it('saved a card for its customer', async () => {
    const { stripe, open, complete } = await createCheckout()
    const customer = await stripe.customers.create({})
    const { id } = await open({
      mode: 'setup',
      currency: 'eur',
      customer: customer.id,
      customer_update: { name: 'auto' },
    })
    complete(id)
    expect(await stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent'] })).toMatchObject({
      payment_status: 'no_payment_required',
      setup_intent: { status: 'succeeded' },
    })
    const { data } = await stripe.customers.listPaymentMethods(customer.id)
    expect(data).toMatchObject([{ allow_redisplay: 'limited' }])
    expect((await stripe.customers.retrieve(customer.id)) as object).toMatchObject({ name: 'Jenny Rosen' })
  })

  it('began a subscription with its trial', async () => {
    const { stripe, open, line, complete } = await createCheckout()
    const { id } = await open({
      mode: 'subscription',
      line_items: [line('monthly', { quantity: 2 })],
      subscription_data: { trial_period_days: 7, metadata: { plan: 'pro' } },
    })
    complete(id)
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] })
    expect(session).toMatchObject({
      amount_total: 0,
      payment_status: 'no_payment_required',
      subscription: { status: 'trialing', metadata: { plan: 'pro' }, items: { data: [{ quantity: 2 }] } },
    })
  })
})

describe('checkout.sessions.update', () => {
  it('changes lines and metadata while it is open', async () => {
    const { stripe, open, line } = await createCheckout()
    const { id, line_items: items } = await open({ expand: ['line_items'] })
    const first = items?.data[0]?.id ?? ''
    const updated = await stripe.checkout.sessions.update(id, {
      line_items: [{ id: first, quantity: 3 }, line('once')],
      metadata: { order: '7' },
    })
    expect(updated).toMatchObject({ amount_total: 20_000, metadata: { order: '7' } })
    expect((await stripe.checkout.sessions.listLineItems(id)).data.map((each) => each.quantity)).toEqual([3, 1])
    await expect(
      stripe.checkout.sessions.update(id, { line_items: [{ id: 'li_none', quantity: 1 }] }),
    ).rejects.toMatchObject({ param: 'line_items[0][id]' })
    await stripe.checkout.sessions.expire(id)
    await expect(stripe.checkout.sessions.update(id, { line_items: [line('once')] })).rejects.toMatchObject({
      statusCode: 400,
    })
    expect((await stripe.checkout.sessions.update(id, { metadata: { a: '1' } })).metadata).toMatchObject({ a: '1' })
  })
})

describe('checkout.sessions.expire', () => {
  it('leaves a way back where the session asked for one', async () => {
    const { stripe, twin, open } = await createCheckout()
    const { id } = await open({ after_expiration: { recovery: { enabled: true, allow_promotion_codes: true } } })
    const expired = await stripe.checkout.sessions.expire(id)
    const recovery = expired.after_expiration?.recovery
    expect(recovery).toMatchObject({ url: expect.stringContaining(id), expires_at: expect.any(Number) })
    const answer = await twin.fetch(recovery?.url ?? '', { redirect: 'manual' })
    expect(answer.status).toBe(303)
    const [recovered] = (await stripe.checkout.sessions.list()).data
    expect(recovered).toMatchObject({ recovered_from: id, status: 'open', allow_promotion_codes: true })
    expect(answer.headers.get('location')).toBe(recovered?.url)
  })
})
