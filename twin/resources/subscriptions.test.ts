import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'
import { setUpActive } from './subscriptions-testing.ts'

const day = 86_400

async function setUp(card = 'pm_card_visa') {
  const { stripe, account } = createTestTwin()
  const product = await stripe.products.create({ name: 'Pro' })
  const price = (amount: number, interval: 'month' | 'year' = 'month') =>
    stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: amount, recurring: { interval } })
  const [monthly, bigger, yearly] = [await price(4900), await price(9900), await price(49000, 'year')]
  const customer = await stripe.customers.create({ name: 'Globex' })
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
  const advance = (seconds: number) => account.setClock(account.now() + seconds)
  return { stripe, customer, monthly, bigger, yearly, method, advance, account }
}

const types = async (stripe: Awaited<ReturnType<typeof setUp>>['stripe']) =>
  (await stripe.events.list({ limit: 100 })).data.map((event) => event.type)

describe('subscriptions.create', () => {
  it('is active and paid with a good card, with the period on its item', async () => {
    const { stripe, customer, monthly } = await setUp()
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: monthly.id }],
      expand: ['latest_invoice.payments'],
    })
    expect(subscription.status).toBe('active')
    const [item] = subscription.items.data
    expect(item?.price.id).toBe(monthly.id)
    expect((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)).toBeGreaterThanOrEqual(28 * day)
    expect(subscription.latest_invoice).toMatchObject({
      status: 'paid',
      total: 4900,
      amount_due: 4900,
      amount_paid: 4900,
      billing_reason: 'subscription_create',
    })
    expect(await types(stripe)).toEqual(
      expect.arrayContaining(['customer.subscription.created', 'invoice.paid', 'payment_intent.succeeded']),
    )
  })

  it('is incomplete with a declined card, keeps the invoice open, and becomes active once its own intent is paid', async () => {
    const { stripe, customer, monthly } = await setUp('pm_card_chargeCustomerFail')
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: monthly.id }],
      expand: ['latest_invoice.confirmation_secret'],
    })
    expect(subscription.status).toBe('incomplete')
    const invoice = subscription.latest_invoice as {
      id: string
      status: string
      confirmation_secret: { client_secret: string }
    }
    expect(invoice.status).toBe('open')
    const intent = invoice.confirmation_secret.client_secret.split('_secret_')[0] as string
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
      setup_future_usage: 'off_session',
      amount: 4900,
      last_payment_error: { code: 'card_declined' },
    })
    await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' })
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid' })
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' })
  })

  it('expires after 23 hours without a first payment', async () => {
    const { stripe, customer, monthly, advance } = await setUp()
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: monthly.id }],
      payment_behavior: 'default_incomplete',
    })
    advance(23 * 3600 + 1)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'incomplete_expired' })
  })

  it('creates nothing with error_if_incomplete', async () => {
    const { stripe, customer, monthly } = await setUp('pm_card_chargeCustomerFail')
    const creating = stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: monthly.id }],
      payment_behavior: 'error_if_incomplete',
    })
    await expect(creating).rejects.toMatchObject({ statusCode: 402 })
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([])
  })

  it('charges nothing during a trial, then the full price', async () => {
    const { stripe, customer, monthly, advance } = await setUp()
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: monthly.id, quantity: 3 }],
      trial_period_days: 14,
    })
    expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
      status: 'trialing',
      latest_invoice: { total: 0, status: 'paid' },
    })
    advance(14 * day + 3601)
    expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
      status: 'active',
      latest_invoice: { total: 14_700, status: 'paid' },
    })
  })
})

describe('a subscription in time', () => {
  it('renews with an invoice an hour later', async () => {
    const { stripe, customer, monthly, advance } = await setUp()
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
    advance(32 * day)
    const invoices = await stripe.invoices.list({ subscription: id })
    expect(invoices.data.map((one) => [one.billing_reason, one.status, one.total])).toEqual([
      ['subscription_cycle', 'paid', 4900],
      ['subscription_create', 'paid', 4900],
    ])
  })

  it('goes past due when a renewal fails, recovers when it is paid, and ends after the last retry', async () => {
    const { stripe, customer, monthly, advance } = await setUp()
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: bad.id } })
    advance(32 * day)
    const failed = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })
    expect(failed).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open', attempt_count: 1 } })
    expect((failed.latest_invoice as { next_payment_attempt: number }).next_payment_attempt).toBeGreaterThan(0)
    await stripe.invoices.pay((failed.latest_invoice as { id: string }).id, { payment_method: 'pm_card_visa' })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
    advance(60 * day)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    })
  })

  it('ends at the end of its period when told so, and stays when told otherwise', async () => {
    const { stripe, customer, monthly, advance } = await setUp()
    const { id, items } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
    const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    expect(ending).toMatchObject({
      cancel_at_period_end: true,
      cancel_at: items.data[0]?.current_period_end,
      status: 'active',
    })
    expect(await stripe.subscriptions.update(id, { cancel_at_period_end: false })).toMatchObject({
      cancel_at: null,
      canceled_at: null,
    })
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    advance(32 * day)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' })
    expect(await types(stripe)).toContain('customer.subscription.deleted')
  })
})

describe('subscriptions.update', () => {
  it('prorates a change to the cent, exactly as the preview said', async () => {
    const { stripe, customer, monthly, bigger, account } = await setUp()
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
    const item = subscription.items.data[0]
    if (!item) throw new Error('no item')
    account.setClock(
      item.current_period_start + Math.floor((item.current_period_end - item.current_period_start) / 2),
      true,
    )
    const change = { id: item.id, price: bigger.id }
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [change], proration_behavior: 'always_invoice' },
    })
    expect(preview.lines.data.map((line) => line.amount)).toEqual([-2450, 4950])
    expect(await stripe.invoices.list()).toMatchObject({ data: [{ billing_reason: 'subscription_create' }] })
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [change],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    })
    expect(changed.latest_invoice).toMatchObject({
      total: preview.total,
      status: 'paid',
      billing_reason: 'subscription_update',
    })
    expect(changed.items.data[0]?.price.id).toBe(bigger.id)
  })

  it('begins a new period at once with another interval', async () => {
    const { stripe, customer, monthly, yearly } = await setUp()
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id, price: yearly.id }],
      expand: ['latest_invoice'],
    })
    const [item] = changed.items.data
    expect((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)).toBeGreaterThanOrEqual(365 * day)
    // The new year, less the month that was paid and not used.
    expect(changed.latest_invoice).toMatchObject({ total: 49_000 - 4900 })
  })

  it('previews a change of interval as it will be billed: at once, from now', async () => {
    const { stripe, customer, monthly, yearly } = await setUp()
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
    const items = [{ id: subscription.items.data[0]?.id, price: yearly.id }]
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items },
    })
    const changed = await stripe.subscriptions.update(subscription.id, { items, expand: ['latest_invoice.lines'] })
    const billed = changed.latest_invoice as { total: number; lines: { data: { amount: number }[] } }
    expect(preview.total).toBe(billed.total)
    expect(preview.lines.data.map((line) => line.amount)).toEqual(billed.lines.data.map((line) => line.amount))
  })

  it('previews the next charge', async () => {
    const { stripe, customer, monthly } = await setUp()
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id })
    expect(preview).toMatchObject({ total: 4900, status: 'draft', billing_reason: 'upcoming' })
    expect(preview.lines.data[0]?.period.start).toBe(subscription.items.data[0]?.current_period_end)
  })
})

it('has its invoices found by its id', async () => {
  const { stripe, id, subscription } = await setUpActive()
  const { data } = await stripe.invoices.search({ query: `subscription:"${id}"` })
  expect(data.map((invoice) => invoice.id)).toEqual([subscription.latest_invoice])
  expect((await stripe.invoices.search({ query: 'subscription:"sub_other"' })).data).toEqual([])
})
