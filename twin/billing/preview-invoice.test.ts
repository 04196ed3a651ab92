import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createShop } from '../discounts/testing.ts'

const day = 86_400

async function setUp() {
  const shop = await createShop()
  const { stripe, customer } = shop
  const [small, big, yearly] = [await shop.sell(1000), await shop.sell(3000), await shop.sell(20_000, 'usd', 'year')]
  const subscribe = (more: object = {}) =>
    stripe.subscriptions.create({ customer, items: [{ price: small.id, quantity: 2 }], ...more })
  return { ...shop, small: small.id, big: big.id, yearly: yearly.id, subscribe }
}

const comparable = ({ lines, ...invoice }: Stripe.Invoice) => ({
  lines: lines.data.map(({ amount, description, period, quantity, discount_amounts, parent }) => ({
    amount,
    description,
    period,
    quantity,
    discounts: discount_amounts?.map((each) => each.amount),
    isProrated: parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration,
  })),
  subtotal: invoice.subtotal,
  total: invoice.total,
  amount_due: invoice.amount_due,
  starting_balance: invoice.starting_balance,
  discounts: invoice.total_discount_amounts?.map(({ amount }) => amount),
  currency: invoice.currency,
})

type Shop = Awaited<ReturnType<typeof setUp>>
type Change = (item: string, shop: Shop) => Partial<Stripe.SubscriptionUpdateParams> & { items?: object[] }

const changesBilledNow: [string, Change][] = [
  [
    'a bigger plan, billed at once',
    (id, { big }) => ({ items: [{ id, price: big }], proration_behavior: 'always_invoice' }),
  ],
  [
    'a smaller quantity, billed at once',
    (id) => ({ items: [{ id, quantity: 1 }], proration_behavior: 'always_invoice' }),
  ],
  [
    'a further item, billed at once',
    (_, { big }) => ({ items: [{ price: big }], proration_behavior: 'always_invoice' }),
  ],
  ['another interval', (id, { yearly }) => ({ items: [{ id, price: yearly }] })],
  [
    'another interval without proration',
    (id, { yearly }) => ({ items: [{ id, price: yearly }], proration_behavior: 'none' }),
  ],
  ['a new anchor', () => ({ billing_cycle_anchor: { type: 'now' } })],
]
const changesBilledLater: [string, Change][] = [
  ['nothing', () => ({})],
  ['a bigger plan', (id, { big }) => ({ items: [{ id, price: big }] })],
  ['a bigger plan without proration', (id, { big }) => ({ items: [{ id, price: big }], proration_behavior: 'none' })],
  ['another quantity', (id) => ({ items: [{ id, quantity: 5 }] })],
]

describe('invoices.createPreview of a change', () => {
  it.each(changesBilledNow)('is what %s bills', async (_, change) => {
    const shop = await setUp()
    const { stripe, subscribe, advance, customer } = shop
    const subscription = await subscribe()
    await stripe.invoiceItems.create({ customer, amount: 77, currency: 'usd' })
    await stripe.customers.createBalanceTransaction(customer, { amount: -150, currency: 'usd' })
    advance(10 * day + 12_345)
    const details = change(subscription.items.data[0]?.id ?? '', shop)
    const before = await stripe.subscriptions.retrieve(subscription.id)
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: details as never,
    })
    expect(await stripe.subscriptions.retrieve(subscription.id)).toEqual(before)
    const changed = await stripe.subscriptions.update(subscription.id, {
      ...(details as object),
      expand: ['latest_invoice'],
    })
    expect(changed.latest_invoice).not.toBe(subscription.latest_invoice)
    expect(comparable(preview)).toEqual(comparable(changed.latest_invoice as Stripe.Invoice))
  })

  it.each(changesBilledLater)('is the next invoice after %s', async (_, change) => {
    const shop = await setUp()
    const { stripe, subscribe, advance, customer } = shop
    const coupon = await stripe.coupons.create({ percent_off: 15, duration: 'forever' })
    const subscription = await subscribe({ discounts: [{ coupon: coupon.id }] })
    await stripe.invoiceItems.create({ customer, amount: 77, currency: 'usd' })
    advance(10 * day + 12_345)
    const details = change(subscription.items.data[0]?.id ?? '', shop)
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      ...(Object.keys(details).length > 0 ? { subscription_details: details as never } : {}),
    })
    if (Object.keys(details).length > 0) await stripe.subscriptions.update(subscription.id, details as never)
    advance(25 * day)
    const { data } = await stripe.invoices.list({ subscription: subscription.id })
    expect(data).toHaveLength(2)
    expect(comparable(preview)).toEqual(comparable(data[0] as Stripe.Invoice))
  })

  it('describes itself as not made yet', async () => {
    const { stripe, subscribe, account, customer } = await setUp()
    const { id, items } = await subscribe()
    const end = items.data[0]?.current_period_end ?? 0
    const preview = await stripe.invoices.createPreview({ subscription: id })
    expect(preview).toMatchObject({
      object: 'invoice',
      billing_reason: 'upcoming',
      status: 'draft',
      number: null,
      hosted_invoice_url: null,
      ending_balance: null,
      attempted: false,
      customer,
      created: end,
      next_payment_attempt: end + 3600,
      parent: { subscription_details: { subscription: id } },
    })
    expect(preview.id).toMatch(/^upcoming_in/)
    expect(account.now()).toBeLessThan(end)
    expect((await stripe.invoices.list()).data).toHaveLength(1)
  })

  it('says when it prorates, and takes the date to prorate at', async () => {
    const { stripe, subscribe, account, big, advance } = await setUp()
    const { id, items } = await subscribe()
    advance(5 * day)
    const date = account.now() + 5 * day
    const change = { items: [{ id: items.data[0]?.id ?? '', price: big }], proration_date: date }
    const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: change })
    expect(preview.parent?.subscription_details?.subscription_proration_date).toBe(date)
    expect(preview.lines.data[0]?.period.start).toBe(date)
    const late = { ...change, proration_date: account.now() + 40 * day }
    await expect(stripe.invoices.createPreview({ subscription: id, subscription_details: late })).rejects.toMatchObject(
      { param: 'subscription_details[proration_date]' },
    )
  })

  it('shows the last invoice of a subscription that is canceled now', async () => {
    const { stripe, subscribe, advance } = await setUp()
    const { id } = await subscribe()
    advance(15 * day)
    const preview = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { cancel_now: true },
    })
    await stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true })
    const [last] = (await stripe.invoices.list({ subscription: id })).data
    expect(preview.total).toBeLessThan(0)
    expect(comparable(preview)).toEqual(comparable(last as Stripe.Invoice))
  })

  it('knows no next invoice of a subscription that ends', async () => {
    const { stripe, subscribe } = await setUp()
    const { id } = await subscribe()
    const ending = { cancel_at_period_end: true }
    const previewing = () => stripe.invoices.createPreview({ subscription: id, subscription_details: ending })
    await expect(previewing()).rejects.toMatchObject({ code: 'invoice_upcoming_none' })
    await stripe.subscriptions.cancel(id)
    await expect(stripe.invoices.createPreview({ subscription: id })).rejects.toMatchObject({
      code: 'invoice_upcoming_none',
    })
  })
})

describe('invoices.createPreview of more', () => {
  it('adds and changes invoice items', async () => {
    const { stripe, subscribe, customer } = await setUp()
    const { id } = await subscribe()
    const waiting = await stripe.invoiceItems.create({ customer, amount: 100, currency: 'usd' })
    const preview = await stripe.invoices.createPreview({
      subscription: id,
      invoice_items: [
        { amount: 55, description: 'Extra' },
        { invoiceitem: waiting.id, amount: 300 },
      ],
    })
    expect(preview.total).toBe(2000 + 55 + 300)
    expect(await stripe.invoiceItems.retrieve(waiting.id)).toMatchObject({ amount: 100 })
  })

  it('takes other discounts, or none', async () => {
    const { stripe, subscribe } = await setUp()
    const own = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
    const other = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
    const { id } = await subscribe({ discounts: [{ coupon: own.id }] })
    const total = async (discounts?: { coupon: string }[] | '') =>
      (await stripe.invoices.createPreview({ subscription: id, ...(discounts === undefined ? {} : { discounts }) }))
        .total
    expect(await total()).toBe(1800)
    expect(await total([{ coupon: other.id }])).toBe(1000)
    expect(await total('')).toBe(2000)
    expect(await stripe.coupons.retrieve(other.id)).toMatchObject({ times_redeemed: 0 })
  })

  it('shows what recurs alone', async () => {
    const { stripe, subscribe, customer, big, advance } = await setUp()
    const { id, items } = await subscribe()
    await stripe.invoiceItems.create({ customer, amount: 100, currency: 'usd' })
    advance(3 * day)
    const preview = await stripe.invoices.createPreview({
      subscription: id,
      preview_mode: 'recurring',
      subscription_details: { items: [{ id: items.data[0]?.id ?? '', price: big, quantity: 1 }] },
    })
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([3000])
  })

  it('shows what a new subscription bills first, with its discounts', async () => {
    const { stripe, customer, big } = await setUp()
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' })
    const items = [{ price: big, quantity: 2 }]
    const discounts = [{ coupon: coupon.id }]
    const preview = await stripe.invoices.createPreview({ customer, subscription_details: { items }, discounts })
    const made = await stripe.subscriptions.create({ customer, items, discounts, expand: ['latest_invoice'] })
    expect(comparable(preview)).toEqual(comparable(made.latest_invoice as Stripe.Invoice))
    expect(preview.total).toBe(3000)
  })

  it("shows a customer's next invoice, of whichever subscription", async () => {
    const { stripe, customer, subscribe } = await setUp()
    await expect(stripe.invoices.createPreview({ customer })).rejects.toMatchObject({ code: 'invoice_upcoming_none' })
    const items = await stripe.invoices.createPreview({ customer, invoice_items: [{ amount: 55, currency: 'usd' }] })
    expect(items.total).toBe(55)
    await subscribe()
    expect((await stripe.invoices.createPreview({ customer })).total).toBe(2000)
  })

  it.each([
    ['nobody', {}, 'customer'],
    ['an unknown subscription', { subscription: 'sub_no' }, 'subscription'],
    ['an unknown coupon', { discounts: [{ coupon: 'no' }] }, 'discounts[0][coupon]'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe, subscribe } = await setUp()
    const { id } = await subscribe()
    const subject = 'discounts' in params ? { subscription: id } : {}
    await expect(stripe.invoices.createPreview({ ...subject, ...params })).rejects.toMatchObject({
      statusCode: 400,
      param,
    })
  })

  it.each([
    ['schedule', { schedule: 'sub_sched_1' }],
    ['schedule_details', { schedule_details: { proration_behavior: 'none' } }],
    ['customer_details', { customer_details: { tax_exempt: 'none' } }],
    ['automatic tax', { automatic_tax: { enabled: true } }],
  ])('refuses %s by name', async (name, params) => {
    const { stripe, customer } = await setUp()
    await expect(stripe.invoices.createPreview({ customer, ...params } as never)).rejects.toMatchObject({
      code: 'twin_not_played',
      message: expect.stringContaining(name),
    })
  })
})
