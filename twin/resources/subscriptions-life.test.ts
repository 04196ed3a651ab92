import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../usage/testing.ts'
import { day, setUpActive, start } from './subscriptions-testing.ts'

const periodEnd = start + 31 * day

describe('subscriptions.cancel', () => {
  it('ends it now, with details, and cannot be done twice', async () => {
    const { stripe, id, eventsOf } = await setUpActive()
    const option = await stripe.billing.feedbackOptions.create({ description: 'Moving away' })
    const details = { comment: 'Bye', feedback: 'unused', feedback_option: option.id } as const
    const ended = await stripe.subscriptions.cancel(id, { cancellation_details: details })
    expect(ended).toMatchObject({
      status: 'canceled',
      ended_at: start,
      canceled_at: start,
      cancel_at_period_end: false,
      cancellation_details: { ...details, reason: 'cancellation_requested' },
    })
    expect(await eventsOf(/subscription.deleted/)).toHaveLength(1)
    expect(await refusalOf(stripe.subscriptions.cancel(id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
  })

  it.each([
    ['an unknown reason', { feedback: 'bored' }, 'cancellation_details[feedback]'],
    ['an option that there is not', { feedback_option: 'fbo_none' }, 'cancellation_details[feedback_option]'],
  ])('refuses %s', async (_, cancellation_details, param) => {
    const { stripe, id } = await setUpActive()
    const canceling = stripe.subscriptions.cancel(id, { cancellation_details })
    expect(await refusalOf(canceling)).toMatchObject({ statusCode: 400, param })
  })

  it('credits unused time when told so, and bills it at once when told so', async () => {
    const { stripe, id, advance, customer } = await setUpActive()
    advance(15.5 * day)
    const ended = await stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true })
    const invoice = await stripe.invoices.retrieve(ended.latest_invoice as string)
    expect(invoice).toMatchObject({ total: -2_450, status: 'paid' })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -2_450 })
  })

  it('expires one that was never paid', async () => {
    const { stripe, id } = await setUpActive({ payment_behavior: 'default_incomplete' })
    expect(await stripe.subscriptions.cancel(id)).toMatchObject({ status: 'incomplete_expired' })
  })

  it('leaves metadata and details to be changed, and nothing else', async () => {
    const { stripe, id } = await setUpActive()
    await stripe.subscriptions.cancel(id)
    const told = await stripe.subscriptions.update(id, { metadata: { a: 'b' }, cancellation_details: { comment: 'x' } })
    expect(told).toMatchObject({ metadata: { a: 'b' }, cancellation_details: { comment: 'x' } })
    const updating = stripe.subscriptions.update(id, { description: 'More' })
    expect(await refusalOf(updating)).toMatchObject({ statusCode: 400, param: 'description' })
  })
})

describe('the end that an update sets', () => {
  it.each([
    ['cancel_at_period_end', { cancel_at_period_end: true }, periodEnd, true],
    ['a time', { cancel_at: start + 5 * day }, start + 5 * day, false],
    ['the first end of a period', { cancel_at: 'min_period_end' as const }, periodEnd, false],
    ['the last end of a period', { cancel_at: 'max_period_end' as const }, periodEnd, false],
  ])('by %s', async (_, params, end, atPeriodEnd) => {
    const { stripe, id, advance, read } = await setUpActive()
    expect(await stripe.subscriptions.update(id, params)).toMatchObject({
      status: 'active',
      cancel_at: end,
      cancel_at_period_end: atPeriodEnd,
      canceled_at: start,
      cancellation_details: { reason: 'cancellation_requested' },
    })
    advance(end - start - 1)
    expect((await read()).status).toBe('active')
    advance(1)
    expect(await read()).toMatchObject({ status: 'canceled', ended_at: end, canceled_at: start })
  })

  it.each([[{ cancel_at_period_end: false }], [{ cancel_at: '' as const }]])('is taken back by %o', async (params) => {
    const { stripe, id, advance, read } = await setUpActive()
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    expect(await stripe.subscriptions.update(id, params)).toMatchObject({
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { reason: null },
    })
    advance(32 * day)
    expect((await read()).status).toBe('active')
  })
})

describe('a trial that an update brings', () => {
  it('begins now, credits what was paid, and moves the anchor', async () => {
    const { stripe, id, advance, invoiceOf } = await setUpActive()
    advance(15.5 * day)
    const trial_end = start + 20 * day
    const trialing = await stripe.subscriptions.update(id, { trial_end })
    expect(trialing).toMatchObject({
      status: 'trialing',
      trial_start: start + 15.5 * day,
      trial_end,
      billing_cycle_anchor: trial_end,
      items: { data: [{ current_period_end: trial_end }] },
    })
    expect(await invoiceOf(trialing)).toMatchObject({ total: -2_450 })
  })

  it('is made longer, or ended', async () => {
    const { stripe, id, invoiceOf } = await setUpActive({ trial_period_days: 7 })
    const longer = await stripe.subscriptions.update(id, { trial_end: start + 14 * day })
    expect(longer).toMatchObject({ status: 'trialing', trial_start: start, trial_end: start + 14 * day })
    const ended = await stripe.subscriptions.update(id, { trial_end: 'now' })
    expect(ended).toMatchObject({ status: 'active', trial_end: start, billing_cycle_anchor: start })
    expect(await invoiceOf(ended)).toMatchObject({ total: 4_900, status: 'paid' })
  })
})

describe('billing_cycle_anchor of an update', () => {
  it('begins a new period now, and credits the old one', async () => {
    const { stripe, id, advance, invoiceOf } = await setUpActive()
    advance(15.5 * day)
    const moved = await stripe.subscriptions.update(id, { billing_cycle_anchor: { type: 'now' } })
    expect(moved.billing_cycle_anchor).toBe(start + 15.5 * day)
    expect(await invoiceOf(moved)).toMatchObject({ total: 2_450, billing_reason: 'subscription_update' })
  })
})

describe('subscriptions.migrate', () => {
  it('leads from classic to flexible billing, and not back', async () => {
    const { stripe, id } = await setUpActive({ billing_mode: { type: 'classic' } })
    const migrated = await stripe.subscriptions.migrate(id, { billing_mode: { type: 'flexible' } })
    expect(migrated.billing_mode).toEqual({
      type: 'flexible',
      flexible: { proration_discounts: 'included' },
      updated_at: start,
    })
    const again = stripe.subscriptions.migrate(id, { billing_mode: { type: 'flexible' } })
    expect(await refusalOf(again)).toMatchObject({ statusCode: 400 })
  })
})

describe('subscriptions.list', () => {
  it('leaves out what was canceled, unless asked', async () => {
    const { stripe, subscribe, subscription: active, yearly, customer } = await setUpActive()
    const canceled = await subscribe()
    await stripe.subscriptions.cancel(canceled.id)
    const trialing = await subscribe({ trial_period_days: 3, items: [{ price: yearly.id }] })
    const incomplete = await subscribe({ payment_behavior: 'default_incomplete' })
    const names = {
      [active.id]: 'active',
      [canceled.id]: 'canceled',
      [trialing.id]: 'trialing',
      [incomplete.id]: 'incomplete',
    }
    const list = async (params: Stripe.SubscriptionListParams) =>
      (await stripe.subscriptions.list(params)).data.map(({ id }) => names[id])
    expect(await list({})).toEqual(['incomplete', 'trialing', 'active'])
    expect(await list({ status: 'all' })).toEqual(['incomplete', 'trialing', 'canceled', 'active'])
    expect(await list({ status: 'ended' })).toEqual(['canceled'])
    expect(await list({ status: 'canceled' })).toEqual(['canceled'])
    expect(await list({ status: 'trialing' })).toEqual(['trialing'])
    expect(await list({ price: yearly.id })).toEqual(['trialing'])
    expect(await list({ plan: yearly.id })).toEqual(['trialing'])
    const missing = { code: 'resource_missing', param: 'customer' }
    expect(await refusalOf(stripe.subscriptions.list({ customer: 'cus_nobody' }))).toMatchObject(missing)
    expect(await list({ customer: customer.id, limit: 1 })).toEqual(['incomplete'])
    expect(await list({ current_period_end: { lt: start + 5 * day } })).toEqual(['trialing'])
    expect(await list({ current_period_start: { gt: start } })).toEqual([])
    expect(await list({ collection_method: 'send_invoice' })).toEqual([])
    expect(await refusalOf(stripe.subscriptions.list({ status: 'gone' }))).toMatchObject({ param: 'status' })
  })

  it('searches by status, time and metadata', async () => {
    const { stripe, id } = await setUpActive({ metadata: { team: 'blue' } })
    const search = async (query: string) => (await stripe.subscriptions.search({ query })).data.map((one) => one.id)
    expect(await search('status:"active" AND metadata["team"]:"blue"')).toEqual([id])
    expect(await search('status:"canceled"')).toEqual([])
    expect(await search(`created>${start}`)).toEqual([])
  })
})
