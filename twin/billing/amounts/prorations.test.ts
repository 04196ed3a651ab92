import { describe, expect, it } from 'vitest'
import { createShop } from '../../discounts/testing.ts'

const day = 86_400

async function setUp(coupon?: object, more: object = {}) {
  const shop = await createShop()
  const { stripe, customer, advance } = shop
  const [small, big] = [await shop.sell(3000), await shop.sell(9000)]
  const discounts = coupon ? [{ coupon: (await stripe.coupons.create(coupon)).id }] : []
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: small.id }],
    discounts,
    ...more,
  })
  const item = subscription.items.data[0]?.id ?? ''
  advance(10 * day)
  const upgrade = () => stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: big.id }] })
  const pending = async () => {
    const { data } = await stripe.invoiceItems.list({ customer, pending: true })
    return data.reverse()
  }
  return { ...shop, small, big, id: subscription.id, item, invoice: subscription.latest_invoice, upgrade, pending }
}

describe('a proration', () => {
  it('gives back the unused time and charges the remaining time, to the second', async () => {
    const { upgrade, pending, account, item, id, invoice, stripe } = await setUp()
    await upgrade()
    const [credit, debit] = await pending()
    const { data } = await stripe.invoices.listLineItems(invoice as string)
    expect(credit).toMatchObject({
      amount: -2000,
      description: expect.stringMatching(/^Unused time on Plan at 3000 after \d+ \w{3,4} 2026$/),
      discountable: false,
      parent: { subscription_details: { subscription: id, subscription_item: item } },
      period: { start: account.now(), end: account.now() + 20 * day },
      proration: true,
      proration_details: {
        credited_items: {
          type: 'invoice_line_items',
          invoice_line_item_details: { invoice, invoice_line_items: [data[0]?.id] },
        },
        discount_amounts: [],
      },
    })
    expect(debit).toMatchObject({
      amount: 6000,
      description: expect.stringMatching(/^Remaining time on Plan at 9000 after /),
      proration_details: { credited_items: null },
    })
  })

  it.each([
    ['a percentage', { percent_off: 50, duration: 'forever' }, -1000, 3000],
    ['an amount', { amount_off: 1500, currency: 'usd', duration: 'forever' }, -1000, 5000],
    ['a discount that is spent', { percent_off: 50, duration: 'once' }, -1000, 6000],
  ])('is net of %s', async (_, coupon, credited, charged) => {
    const { upgrade, pending } = await setUp(coupon)
    await upgrade()
    expect((await pending()).map(({ amount }) => amount)).toEqual([credited, charged])
  })

  it('is a line of its subscription item on the next invoice, which no discount touches again', async () => {
    const { upgrade, id, item, stripe } = await setUp({ percent_off: 50, duration: 'forever' })
    await upgrade()
    const preview = await stripe.invoices.createPreview({ subscription: id })
    const prorations = preview.lines.data.filter(({ parent }) => parent?.subscription_item_details?.proration)
    expect(prorations.map(({ amount, discount_amounts }) => [amount, discount_amounts])).toEqual([
      [-1000, []],
      [3000, []],
    ])
    expect(prorations[0]?.parent).toMatchObject({
      type: 'subscription_item_details',
      subscription_item_details: { subscription: id, subscription_item: item },
    })
    expect(preview).toMatchObject({ subtotal: 11_000, total: 6500 })
  })

  it('has its discounts beside its amount, when they are itemized', async () => {
    const billing_mode = { type: 'flexible', flexible: { proration_discounts: 'itemized' } }
    const { upgrade, pending, stripe, id } = await setUp({ percent_off: 50, duration: 'forever' }, { billing_mode })
    await upgrade()
    const told = (await pending()).map((one) => [
      one.amount,
      one.net_amount,
      one.proration_details?.discount_amounts.map(({ amount }) => amount),
    ])
    expect(told).toEqual([
      [-2000, -1000, [-1000]],
      [6000, 3000, [3000]],
    ])
    const preview = await stripe.invoices.createPreview({ subscription: id })
    expect(preview).toMatchObject({ subtotal: 13_000, total: 6_500, total_discount_amounts: [{ amount: 6_500 }] })
  })

  it('goes to and fro without a cent left over', async () => {
    const { upgrade, stripe, id, item, small, pending } = await setUp({ percent_off: 33.33, duration: 'forever' })
    await upgrade()
    await stripe.subscriptions.update(id, { items: [{ id: item, price: small.id }] })
    expect((await pending()).reduce((sum, { amount }) => sum + amount, 0)).toBe(0)
  })

  it('is none when asked for none, and during a trial', async () => {
    const { stripe, id, item, big, pending } = await setUp()
    await stripe.subscriptions.update(id, { items: [{ id: item, price: big.id }], proration_behavior: 'none' })
    expect(await pending()).toEqual([])
    const trial = await setUp(undefined, { trial_period_days: 30 })
    await trial.upgrade()
    expect(await trial.pending()).toEqual([])
  })
})
