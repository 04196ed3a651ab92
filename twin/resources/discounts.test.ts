import { describe, expect, it } from 'vitest'
import { createShop } from '../discounts/testing.ts'

const month = 31 * 86_400

async function setUp(coupon: object) {
  const shop = await createShop()
  const { stripe, customer } = shop
  const price = await shop.sell(1000)
  const { id: couponId } = await stripe.coupons.create(coupon)
  const subscribe = (more = {}) =>
    stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      discounts: [{ coupon: couponId }],
      ...more,
    })
  const totals = async () => (await stripe.invoices.list()).data.map(({ total }) => total).reverse()
  return { ...shop, price, couponId, subscribe, totals }
}

describe('a discount of a subscription', () => {
  it('lasts forever, if its coupon does', async () => {
    const { subscribe, advance, totals } = await setUp({ percent_off: 10, duration: 'forever' })
    const { discounts } = await subscribe()
    expect(discounts).toEqual([expect.stringMatching(/^di_/)])
    for (const _ of [1, 2, 3]) advance(month)
    expect(await totals()).toEqual([900, 900, 900, 900])
  })

  it('is spent with the first invoice that it makes cheaper, if it is for one', async () => {
    const { subscribe, advance, totals, stripe, eventTypes } = await setUp({ percent_off: 10, duration: 'once' })
    const { id } = await subscribe()
    advance(month)
    expect(await totals()).toEqual([900, 1000])
    expect((await stripe.subscriptions.retrieve(id)).discounts).toEqual([])
    const types = await eventTypes()
    expect(types.indexOf('customer.discount.deleted')).toBeGreaterThan(types.indexOf('customer.discount.created'))
  })

  it('is not spent on the free invoice of a trial', async () => {
    const { subscribe, advance, totals } = await setUp({ percent_off: 10, duration: 'once' })
    await subscribe({ trial_period_days: 7 })
    advance(8 * 86_400)
    advance(month)
    expect(await totals()).toEqual([0, 900, 1000])
  })

  it('ends after its months, and says when', async () => {
    const { subscribe, advance, totals, stripe, eventTypes } = await setUp({
      amount_off: 100,
      currency: 'usd',
      duration: 'repeating',
      duration_in_months: 2,
    })
    const subscription = await subscribe({ expand: ['discounts'] })
    const [discount] = subscription.discounts
    expect(discount).toMatchObject({ start: 1_790_000_000, invoice: null, subscription: subscription.id })
    expect((discount as { end: number }).end - 1_790_000_000).toBe(61 * 86_400)
    for (const _ of [1, 2, 3]) advance(month)
    expect(await totals()).toEqual([900, 900, 1000, 1000])
    expect((await stripe.subscriptions.retrieve(subscription.id)).discounts).toEqual([])
    expect(await eventTypes()).toContain('customer.discount.deleted')
  })

  it('is replaced, kept and cleared by updates', async () => {
    const { subscribe, stripe } = await setUp({ percent_off: 10, duration: 'forever' })
    const { id, discounts } = await subscribe()
    const kept = discounts[0] as string
    const other = await stripe.coupons.create({ percent_off: 20, duration: 'forever' })
    expect((await stripe.subscriptions.update(id, { discounts: [] })).discounts).toEqual([kept])
    const both = await stripe.subscriptions.update(id, { discounts: [{ discount: kept }, { coupon: other.id }] })
    expect(both.discounts).toEqual([kept, expect.stringMatching(/^di_/)])
    const preview = await stripe.invoices.createPreview({ subscription: id })
    expect(preview.total).toBe(720)
    expect((await stripe.subscriptions.update(id, { discounts: '' })).discounts).toEqual([])
  })

  it('is taken away by deleteDiscount, which answers it as deleted', async () => {
    const { subscribe, stripe, couponId, eventTypes } = await setUp({ percent_off: 10, duration: 'forever' })
    const { id, discounts } = await subscribe()
    expect(await stripe.subscriptions.deleteDiscount(id)).toMatchObject({
      id: discounts[0],
      object: 'discount',
      deleted: true,
      subscription: id,
      source: { type: 'coupon', coupon: couponId },
    })
    expect((await stripe.subscriptions.retrieve(id)).discounts).toEqual([])
    expect(await eventTypes()).toContain('customer.discount.deleted')
    await expect(stripe.subscriptions.deleteDiscount(id)).rejects.toMatchObject({ statusCode: 404 })
  })

  it('may lie on one item alone', async () => {
    const { stripe, customer, price, couponId, sell } = await setUp({ percent_off: 10, duration: 'forever' })
    const second = await sell(2000)
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id, discounts: [{ coupon: couponId }] }, { price: second.id }],
      expand: ['latest_invoice'],
    })
    const item = subscription.items.data[0]
    expect(item?.discounts).toEqual([expect.stringMatching(/^di_/)])
    const invoice = subscription.latest_invoice
    expect(invoice).toMatchObject({ subtotal: 2900, total: 2900, discounts: [] })
    expect(invoice).toMatchObject({ total_discount_amounts: [{ amount: 100, discount: item?.discounts[0] }] })
  })

  it.each([
    ['an entry that names two', [{ coupon: 'a', promotion_code: 'b' }], 'discounts[0]'],
    ['an unknown coupon', [{ coupon: 'no' }], 'discounts[0][coupon]'],
    ['an unknown promotion code', [{ promotion_code: 'no' }], 'discounts[0][promotion_code]'],
    ['a discount of another', [{ discount: 'di_no' }], 'discounts[0][discount]'],
  ])('refuses %s', async (_, discounts, param) => {
    const { subscribe, stripe } = await setUp({ percent_off: 10 })
    await expect(subscribe({ discounts })).rejects.toMatchObject({ statusCode: 400, param })
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([])
  })

  it('needs an amount in the currency', async () => {
    const { subscribe } = await setUp({ amount_off: 100, currency: 'eur', duration: 'forever' })
    await expect(subscribe()).rejects.toMatchObject({ statusCode: 400 })
    const second = await setUp({
      amount_off: 100,
      currency: 'eur',
      currency_options: { usd: { amount_off: 250 } },
      duration: 'forever',
    })
    await second.subscribe()
    expect(await second.totals()).toEqual([750])
  })
})

describe('customers.deleteDiscount', () => {
  it('finds none: Stripe discounts subscriptions and invoices only', async () => {
    const { stripe, customer } = await createShop()
    await expect(stripe.customers.deleteDiscount(customer)).rejects.toMatchObject({
      statusCode: 404,
      message: `No active discount for customer: ${customer}`,
    })
  })
})
