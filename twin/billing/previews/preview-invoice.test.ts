import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { comparable, createPlans } from './preview-testing.ts'

const day = 86_400

type Shop = Awaited<ReturnType<typeof createPlans>>
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
    const shop = await createPlans()
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
    const shop = await createPlans()
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
    const { stripe, subscribe, account, customer } = await createPlans()
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
    const { stripe, subscribe, account, big, advance } = await createPlans()
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
    const { stripe, subscribe, advance } = await createPlans()
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
    const { stripe, subscribe } = await createPlans()
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
