import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { day, setUpBilling, start } from '../../resources/subscriptions-testing.ts'

const tiers = [
  { up_to: 5, unit_amount: 700, flat_amount: 100 },
  { up_to: 10, unit_amount: 650 },
  { up_to: 'inf' as const, unit_amount: 600 },
]
const twelve = [
  ['5 × Pro (Tier 1 at €7.00 / month)', 3_500, 5],
  ['Pro (Tier 1 at €1.00 / month)', 100, 0],
  ['5 × Pro (Tier 2 at €6.50 / month)', 3_250, 5],
  ['2 × Pro (Tier 3 at €6.00 / month)', 1_200, 2],
]
const told = ({ lines }: Stripe.Invoice) =>
  lines.data.map(({ description, amount, quantity }) => [description, amount, quantity])

async function setUpTiers(mode: 'graduated' | 'volume', recurring: object = { interval: 'month' }) {
  const set = await setUpBilling()
  const { id: price } = await set.stripe.prices.create({
    product: set.product.id,
    currency: 'eur',
    billing_scheme: 'tiered',
    tiers_mode: mode,
    tiers,
    recurring: recurring as never,
  })
  const subscribeTo = (quantity?: number, more: object = {}) =>
    set.subscribe({ items: [{ price, ...(quantity === undefined ? {} : { quantity }) }], ...more })
  return { ...set, subscribeTo }
}

describe('graduated tiers', () => {
  it('are a line each, and one for a flat fee', async () => {
    const { subscribeTo, invoiceOf } = await setUpTiers('graduated')
    const invoice = await invoiceOf(await subscribeTo(12))
    expect(told(invoice)).toEqual(twelve)
    expect(invoice.lines.data.map(({ pricing }) => pricing?.unit_amount_decimal?.toString())).toEqual([
      '700',
      '100',
      '650',
      '600',
    ])
    expect(invoice.total).toBe(8_050)
  })

  it('are shared out when a part of a period is billed', async () => {
    const { subscribeTo, invoiceOf } = await setUpTiers('graduated')
    const invoice = await invoiceOf(await subscribeTo(12, { cancel_at: start + 15.5 * day }))
    expect(told(invoice).map(([, amount]) => amount)).toEqual([1_750, 50, 1_625, 600])
  })

  it('are credited together, discounts included', async () => {
    const { stripe, subscribeTo, advance } = await setUpTiers('graduated')
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
    const { id, items, latest_invoice } = await subscribeTo(12, { discounts: [{ coupon: coupon.id }] })
    advance(15.5 * day)
    await stripe.subscriptions.update(id, { items: [{ id: items.data[0]?.id ?? '', quantity: 5 }] })
    const [charge, credit] = (await stripe.invoiceItems.list({ pending: true })).data
    expect([charge?.amount, credit?.amount]).toEqual([900, -2_013])
    expect(credit?.proration_details?.credited_items?.invoice_line_item_details).toMatchObject({
      invoice: latest_invoice,
      invoice_line_items: [{}, {}, {}, {}].map(() => expect.stringMatching(/^il_/)),
    })
  })

  it('follow the meter until the invoice is final', async () => {
    const { stripe, customer, product, subscribe, advance } = await setUpBilling()
    const meter = await stripe.billing.meters.create({
      display_name: 'Calls',
      event_name: 'calls',
      default_aggregation: { formula: 'sum' },
    })
    const { id: price } = await stripe.prices.create({
      product: product.id,
      currency: 'eur',
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      tiers,
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    })
    const { id } = await subscribe({ items: [{ price }] })
    const use = (value: string, timestamp: number) =>
      stripe.billing.meterEvents.create({
        event_name: 'calls',
        timestamp,
        payload: { stripe_customer_id: customer.id, value },
      })
    await use('4', start)
    advance(31 * day)
    const [draft] = (await stripe.invoices.list({ subscription: id })).data
    expect(draft && told(draft)).toEqual([
      ['4 × Pro (Tier 1 at €7.00 / month)', 2_800, 4],
      ['Pro (Tier 1 at €1.00 / month)', 100, 0],
    ])
    await use('8', start + 31 * day - 60)
    advance(3_600)
    expect(told(await stripe.invoices.retrieve(draft?.id ?? ''))).toEqual(twelve)
  })
})

it('bills a volume as one line', async () => {
  const { subscribeTo, invoiceOf } = await setUpTiers('volume')
  expect(told(await invoiceOf(await subscribeTo(12)))).toEqual([['12 × Pro', 7_200, 12]])
})
