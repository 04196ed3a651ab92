import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { setUpMeter } from './testing.ts'

const day = 86_400
const hour = 3_600

type PriceParams = Partial<Stripe.PriceCreateParams>

/** A customer with a card who pays for what a meter counts, at the prices given. */
async function setUpMetered(priced: PriceParams = { unit_amount: 100 }, meterParams: object = {}, more: object = {}) {
  const set = await setUpMeter(meterParams)
  const { stripe, customer, meter } = set
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } })
  const product = await stripe.products.create({ name: 'Calls' })
  const metered = (params: PriceParams) =>
    stripe.prices.create({
      product: product.id,
      currency: 'eur',
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
      ...params,
    })
  const licensed = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 5_000,
    recurring: { interval: 'month' },
  })
  const price = await metered(priced)
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    ...more,
  })
  const [item] = subscription.items.data
  const renew = () => set.advance((item?.current_period_end ?? 0) - set.account.now())
  const latest = async () => {
    const { latest_invoice: id } = await stripe.subscriptions.retrieve(subscription.id)
    return stripe.invoices.retrieve(id as string)
  }
  const preview = () => stripe.invoices.createPreview({ customer: customer.id, subscription: subscription.id })
  return { ...set, metered, licensed, price, subscription, item, renew, latest, preview }
}

describe('a metered price', () => {
  it.each([
    ['sum', 15, 1_500],
    ['count', 3, 300],
    ['last', 4, 400],
  ])('bills the %s of a period at its end', async (formula, quantity, amount) => {
    const { send, renew, latest, subscription, advance } = await setUpMetered(undefined, {
      default_aggregation: { formula },
    })
    expect(subscription).toMatchObject({ status: 'active', latest_invoice: null })
    expect(subscription.items.data[0]).not.toHaveProperty('quantity')
    for (const value of ['1', '10', '4']) {
      await send(value)
      advance(60)
    }
    renew()
    const invoice = await latest()
    expect(invoice).toMatchObject({ status: 'draft', billing_reason: 'subscription_cycle', total: amount })
    const period = { start: subscription.items.data[0]?.current_period_start, end: invoice.period_end }
    expect(invoice.lines.data).toMatchObject([
      { amount, quantity, description: `${quantity} × Calls (at €1.00 / month)`, period },
    ])
    advance(hour)
    expect(await latest()).toMatchObject({ status: 'paid', amount_paid: amount })
  })

  it('counts what comes while the invoice is a draft, for the time that it belongs to', async () => {
    const { send, renew, latest, advance, account } = await setUpMetered()
    await send('5')
    renew()
    await send('2', { timestamp: account.now() - 10 })
    await send('100')
    advance(hour)
    expect(await latest()).toMatchObject({ status: 'paid', total: 700 })
  })

  it('starts each period with nothing', async () => {
    const { send, renew, latest, advance } = await setUpMetered()
    await send('5')
    renew()
    await send('3')
    advance(32 * day)
    expect((await latest()).lines.data[0]).toMatchObject({ quantity: 3, amount: 300 })
  })

  it('charges nothing for usage below zero', async () => {
    const { send, renew, latest } = await setUpMetered()
    await send('-5')
    renew()
    expect((await latest()).lines.data).toMatchObject([{ quantity: 0, amount: 0 }])
  })

  it('shows what was used so far in a preview', async () => {
    const { send, preview } = await setUpMetered()
    expect(await preview()).toMatchObject({ total: 0 })
    await send('7')
    expect(await preview()).toMatchObject({ total: 700, lines: { data: [{ quantity: 7 }] } })
  })

  it.each([
    ['decimal amounts', { unit_amount_decimal: '0.5' as unknown as Stripe.Decimal }, '25', 13],
    ['decimal usage', { unit_amount: 10 }, '2.5', 25],
    ['packages, rounded up', { unit_amount: 10, transform_quantity: { divide_by: 10, round: 'up' } }, '25', 30],
    ['packages, rounded down', { unit_amount: 10, transform_quantity: { divide_by: 10, round: 'down' } }, '25', 20],
    ['graduated tiers', tiers('graduated'), '15', 10 * 10 + 5 * 5],
    ['volume tiers', tiers('volume'), '15', 15 * 5],
  ] as [string, PriceParams, string, number][])('bills %s', async (_, priced, used, amount) => {
    const { send, preview, renew, latest } = await setUpMetered(priced)
    await send(used)
    expect((await preview()).total).toBe(amount)
    renew()
    expect((await latest()).total).toBe(amount)
  })

  it('stands beside a licensed one, and beside another of the same meter', async () => {
    const { stripe, send, subscription, licensed, metered, preview, item } = await setUpMetered()
    const other = await metered({ unit_amount: 1 })
    await stripe.subscriptions.update(subscription.id, {
      items: [{ price: licensed.id }, { price: other.id }],
      proration_behavior: 'none',
    })
    await send('8')
    const { lines, total } = await preview()
    expect(lines.data.map(({ amount }) => amount)).toEqual([800, 5_000, 8])
    expect(total).toBe(5_808)
    // Used before, licensed ahead.
    expect(lines.data[0]?.period.end).toBe(item?.current_period_end)
    expect(lines.data[1]?.period.start).toBe(item?.current_period_end)
  })

  it('refuses a quantity', async () => {
    const { stripe, customer, price, item } = await setUpMetered()
    const creating = stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id, quantity: 2 }] })
    await expect(creating).rejects.toMatchObject({ statusCode: 400, param: 'items[0][quantity]' })
    const updating = stripe.subscriptionItems.update(item?.id ?? '', { quantity: 2 })
    await expect(updating).rejects.toMatchObject({ statusCode: 400, param: 'quantity' })
  })

  it('makes a line of nothing at first in classic billing', async () => {
    const { subscription, stripe } = await setUpMetered(undefined, {}, { billing_mode: { type: 'classic' } })
    const invoice = await stripe.invoices.retrieve(subscription.latest_invoice as string)
    expect(invoice).toMatchObject({ status: 'paid', total: 0, lines: { data: [{ quantity: 0, amount: 0 }] } })
  })

  it.each([
    ['flexible', 500],
    ['classic', 0],
  ] as const)('in %s billing, leaves %i of an item that is removed', async (type, amount) => {
    const { stripe, send, subscription, licensed, item } = await setUpMetered(undefined, {}, { billing_mode: { type } })
    await send('5')
    await stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: licensed.id,
      proration_behavior: 'none',
    })
    await stripe.subscriptionItems.del(item?.id ?? '', {})
    const { data } = await stripe.invoiceItems.list({ pending: true })
    expect(data.reduce((sum, one) => sum + one.amount, 0)).toBe(amount)
  })

  it('bills usage at the price that was there when it came', async () => {
    const { stripe, send, subscription, metered, item, advance, preview } = await setUpMetered()
    await send('10')
    advance(day)
    const dearer = await metered({ unit_amount: 200 })
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item?.id ?? '', price: dearer.id }] })
    await send('5')
    expect((await preview()).total).toBe(10 * 100 + 5 * 200)
  })
})

describe('a metered price on a test clock', () => {
  it('counts and bills by the time of the customer', async () => {
    const { stripe, meter, price } = await setUpMetered()
    const frozen = 1_900_000_000
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: frozen })
    const customer = await stripe.customers.create({
      test_clock: clock.id,
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] })
    const event = await stripe.billing.meterEvents.create({
      event_name: meter.event_name,
      payload: { stripe_customer_id: customer.id, value: '12' },
    })
    expect(event.timestamp).toBe(frozen)
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen + 32 * day })
    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })
    expect(invoice).toMatchObject({ status: 'paid', total: 1_200 })
  })
})

describe('subscriptions.cancel of a metered subscription', () => {
  it('bills what was used when told so', async () => {
    const { stripe, send, subscription, latest } = await setUpMetered()
    await send('5')
    await stripe.subscriptions.cancel(subscription.id, { invoice_now: true })
    expect(await latest()).toMatchObject({ status: 'paid', total: 500 })
  })

  it('bills nothing when not', async () => {
    const { stripe, send, subscription } = await setUpMetered()
    await send('5')
    const ended = await stripe.subscriptions.cancel(subscription.id)
    expect(ended).toMatchObject({ status: 'canceled', latest_invoice: null })
  })

  it('bills the last period at its end', async () => {
    const { stripe, send, subscription, renew, latest, advance } = await setUpMetered()
    await send('5')
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    renew()
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'canceled' })
    advance(hour)
    expect(await latest()).toMatchObject({ total: 500, status: 'paid' })
  })
})

function tiers(mode: 'graduated' | 'volume'): PriceParams {
  return {
    billing_scheme: 'tiered',
    tiers_mode: mode,
    tiers: [
      { up_to: 10, unit_amount: 10 },
      { up_to: 'inf', unit_amount: 5 },
    ],
  }
}
