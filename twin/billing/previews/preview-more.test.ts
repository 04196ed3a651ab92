import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { comparable, createPlans } from './preview-testing.ts'

const day = 86_400

describe('invoices.createPreview of more', () => {
  it('adds and changes invoice items', async () => {
    const { stripe, subscribe, customer } = await createPlans()
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
    const { stripe, subscribe } = await createPlans()
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
    const { stripe, subscribe, customer, big, advance } = await createPlans()
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
    const { stripe, customer, big } = await createPlans()
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' })
    const items = [{ price: big, quantity: 2 }]
    const discounts = [{ coupon: coupon.id }]
    const preview = await stripe.invoices.createPreview({ customer, subscription_details: { items }, discounts })
    const made = await stripe.subscriptions.create({ customer, items, discounts, expand: ['latest_invoice'] })
    expect(comparable(preview)).toEqual(comparable(made.latest_invoice as Stripe.Invoice))
    expect(preview.total).toBe(3000)
  })

  it("shows a customer's next invoice, of whichever subscription", async () => {
    const { stripe, customer, subscribe } = await createPlans()
    await expect(stripe.invoices.createPreview({ customer })).rejects.toMatchObject({ code: 'invoice_upcoming_none' })
    const items = await stripe.invoices.createPreview({ customer, invoice_items: [{ amount: 55, currency: 'usd' }] })
    expect(items.total).toBe(55)
    await subscribe()
    expect((await stripe.invoices.createPreview({ customer })).total).toBe(2000)
  })

  it('shows what pausing gives back and resuming bills', async () => {
    const { stripe, subscribe, advance } = await createPlans()
    const { id } = await subscribe()
    advance(15 * day)
    const previewing = (subscription_details: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails) =>
      stripe.invoices.createPreview({ subscription: id, subscription_details })
    expect((await previewing({ pause: {} })).total).toBe(2000)
    expect((await previewing({ pause: { invoicing_behavior: 'invoice' } })).total).toBe(-1000)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
    await stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: 'none' } } })
    expect((await previewing({ resume_at: 'now' })).total).toBe(2000)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'paused' })
  })

  it.each([
    ['21 items', { items: Array.from({ length: 21 }, () => ({ quantity: 1 })) }, 'subscription_details[items]'],
    [
      'another anchor of an existing one',
      { billing_cycle_anchor: { type: 'timestamp', timestamp: 1_800_000_000 } },
      'subscription_details[billing_cycle_anchor]',
    ],
    ['a start of an existing one', { start_date: 1_800_000_000 }, 'subscription_details[start_date]'],
    ['an item of another', { items: [{ id: 'si_no', quantity: 2 }] }, 'subscription_details[items][0][id]'],
  ])('refuses %s', async (_, details, param) => {
    const { stripe, subscribe } = await createPlans()
    const { id } = await subscribe()
    const previewing = stripe.invoices.createPreview({ subscription: id, subscription_details: details as never })
    await expect(previewing).rejects.toMatchObject({ statusCode: 400, param })
  })

  it.each([
    ['nobody', {}, 'customer'],
    ['an unknown subscription', { subscription: 'sub_no' }, 'subscription'],
    ['an unknown coupon', { discounts: [{ coupon: 'no' }] }, 'discounts[0][coupon]'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe, subscribe } = await createPlans()
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
    ['automatic tax', { automatic_tax: { enabled: true } }],
  ])('refuses %s by name', async (name, params) => {
    const { stripe, customer } = await createPlans()
    await expect(stripe.invoices.createPreview({ customer, ...params } as never)).rejects.toMatchObject({
      code: 'twin_not_played',
      message: expect.stringContaining(name),
    })
  })
})
