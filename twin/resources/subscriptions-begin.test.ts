import { describe, expect, it } from 'vitest'
import { refusalOf } from '../usage/testing.ts'
import { day, setUpBilling, setUpWithoutCard, start } from './subscriptions-testing.ts'

const at = (text: string) => Date.parse(text) / 1000

describe('the billing cycle of a new subscription', () => {
  it('is prorated up to an anchor ahead', async () => {
    const { subscribe, invoiceOf } = await setUpBilling()
    const anchor = start + 15.5 * day
    const subscription = await subscribe({ billing_cycle_anchor: anchor })
    expect(subscription).toMatchObject({
      billing_cycle_anchor: anchor,
      items: { data: [{ current_period_end: anchor }] },
    })
    expect((await invoiceOf(subscription)).total).toBe(2_450)
  })

  it('is free up to the anchor without prorations', async () => {
    const { subscribe } = await setUpBilling()
    const subscription = await subscribe({ billing_cycle_anchor: start + 10 * day, proration_behavior: 'none' })
    expect(subscription).toMatchObject({ status: 'active', latest_invoice: null })
  })

  it.each([
    [{ day_of_month: 1 }, '2026-02-01T00:00:00Z'],
    [{ day_of_month: 20, hour: 12, minute: 30, second: 15 }, '2026-01-20T12:30:15Z'],
    [{ day_of_month: 31 }, '2026-01-31T00:00:00Z'],
  ])('begins at the next %o', async (config, expected) => {
    const { subscribe } = await setUpBilling()
    const subscription = await subscribe({ billing_cycle_anchor_config: config })
    expect(subscription.billing_cycle_anchor).toBe(at(expected))
    expect(subscription.billing_cycle_anchor_config).toMatchObject(config)
  })

  it('bills each period since a start in the past', async () => {
    const { subscribe, invoiceOf } = await setUpBilling()
    const subscription = await subscribe({ backdate_start_date: at('2025-12-01') })
    expect(subscription).toMatchObject({ start_date: at('2025-12-01'), billing_cycle_anchor: at('2025-12-01') })
    const { lines, total } = await invoiceOf(subscription)
    expect(lines.data.map(({ period }) => period)).toEqual([
      { start: at('2025-12-01'), end: at('2026-01-01') },
      { start: at('2026-01-01'), end: at('2026-02-01') },
    ])
    expect(total).toBe(9_800)
  })
})

describe('the trial of a new subscription', () => {
  it.each([
    ['days', { trial_period_days: 7 }],
    ['an end', { trial_end: start + 7 * day }],
  ])('is given by %s', async (_, params) => {
    const { subscribe, invoiceOf } = await setUpBilling()
    const subscription = await subscribe(params)
    expect(subscription).toMatchObject({
      status: 'trialing',
      trial_start: start,
      trial_end: start + 7 * day,
      billing_cycle_anchor: start + 7 * day,
      items: { data: [{ current_period_start: start, current_period_end: start + 7 * day }] },
    })
    expect(await invoiceOf(subscription)).toMatchObject({ status: 'paid', total: 0 })
  })

  it('is given by the plan when told so', async () => {
    const { subscribe, createPrice } = await setUpBilling()
    const recurring = { interval: 'month' as const, trial_period_days: 14 }
    const items = [{ price: (await createPrice(100, 'month', { recurring })).id }]
    expect(await subscribe({ items })).toMatchObject({ status: 'active' })
    expect(await subscribe({ items, trial_from_plan: true })).toMatchObject({ trial_end: start + 14 * day })
  })

  it('asks for a payment method by a setup intent, and keeps what it brings', async () => {
    const { subscribe, stripe } = await setUpWithoutCard()
    const subscription = await subscribe({ trial_period_days: 7, payment_behavior: 'default_incomplete' })
    const intent = subscription.pending_setup_intent as string
    expect(await stripe.setupIntents.retrieve(intent)).toMatchObject({ status: 'requires_payment_method' })
    await stripe.setupIntents.confirm(intent, { payment_method: 'pm_card_visa', return_url: 'https://example.com' })
    const after = await stripe.subscriptions.retrieve(subscription.id)
    expect(after.pending_setup_intent).toBeNull()
    expect(after.default_payment_method).toMatch(/^pm_/)
  })

  it.each([
    ['pause', 'paused', 'customer.subscription.paused'],
    ['cancel', 'canceled', 'customer.subscription.deleted'],
    ['create_invoice', 'active', 'customer.subscription.updated'],
  ] as const)('ends without a payment method as told: %s', async (missing_payment_method, status, event) => {
    const { subscribe, stripe, advance, eventsOf } = await setUpWithoutCard()
    const trial_settings = { end_behavior: { missing_payment_method } }
    const { id } = await subscribe({ trial_period_days: 7, trial_settings })
    advance(7 * day)
    const ended = await stripe.subscriptions.retrieve(id)
    expect(ended.status).toBe(status)
    expect(await eventsOf(/./)).toContain(event)
    if (status === 'paused')
      expect(ended.status_details?.paused).toMatchObject({
        type: 'subscription',
        subscription: { type: 'trial_end_without_payment_method' },
        transitioned_at: start + 7 * day,
      })
  })

  it('is announced three days before its end, or at once when it is shorter', async () => {
    const { subscribe, advance, eventsOf } = await setUpBilling()
    await subscribe({ trial_period_days: 7 })
    advance(4 * day - 1)
    expect(await eventsOf(/trial_will_end/)).toHaveLength(0)
    advance(1)
    expect(await eventsOf(/trial_will_end/)).toHaveLength(1)
    await subscribe({ trial_period_days: 2 })
    expect(await eventsOf(/trial_will_end/)).toHaveLength(2)
  })

  it('is announced when it is ended early, unless it was before', async () => {
    const { subscribe, stripe, eventsOf } = await setUpBilling()
    for (const trial_period_days of [10, 2]) {
      const { id } = await subscribe({ trial_period_days })
      await stripe.subscriptions.update(id, { trial_end: 'now' })
    }
    expect(await eventsOf(/trial_will_end/)).toHaveLength(2)
  })
})

describe('add_invoice_items', () => {
  it('go on the first invoice', async () => {
    const { subscribe, stripe, product, invoiceOf } = await setUpBilling()
    const setup = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 1_500 })
    const subscription = await subscribe({ add_invoice_items: [{ price: setup.id, quantity: 2 }] })
    expect(await invoiceOf(subscription)).toMatchObject({ total: 7_900, status: 'paid' })
    expect((await stripe.invoiceItems.list({ pending: true })).data).toEqual([])
  })

  it('are one-time', async () => {
    const { subscribe, bigger } = await setUpBilling()
    const refusal = await refusalOf(subscribe({ add_invoice_items: [{ price: bigger.id }] }))
    expect(refusal).toMatchObject({ statusCode: 400, param: 'add_invoice_items[0][price]' })
  })
})
