import { describe, expect, it } from 'vitest'
import { day, setUpBilling, start } from '../../resources/subscriptions-testing.ts'
import { refusalOf } from '../../usage/testing.ts'

const february = start + 31 * day
const march = february + 28 * day

describe('pending_invoice_item_interval', () => {
  it('bills what waits for a yearly subscription every month', async () => {
    const { stripe, subscribe, yearly, customer, advance } = await setUpBilling()
    const { id, ...subscription } = await subscribe({
      items: [{ price: yearly.id }],
      pending_invoice_item_interval: { interval: 'month' },
    })
    expect(subscription).toMatchObject({
      pending_invoice_item_interval: { interval: 'month', interval_count: 1 },
      next_pending_invoice_item_invoice: february,
    })
    await stripe.invoiceItems.create({ customer: customer.id, subscription: id, amount: 700, currency: 'eur' })
    await stripe.invoiceItems.create({ customer: customer.id, amount: 90, currency: 'eur' })
    advance(31 * day)
    const [draft] = (await stripe.invoices.list({ subscription: id })).data
    expect(draft).toMatchObject({ status: 'draft', total: 700, billing_reason: 'manual' })
    advance(3_600)
    expect(await stripe.invoices.retrieve(draft?.id ?? '')).toMatchObject({ status: 'paid' })
    expect((await stripe.subscriptions.retrieve(id)).next_pending_invoice_item_invoice).toBe(march)
    advance(28 * day)
    expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(2)
  })

  it('is set and taken away later', async () => {
    const { stripe, subscribe } = await setUpBilling()
    const { id } = await subscribe()
    const set = await stripe.subscriptions.update(id, { pending_invoice_item_interval: { interval: 'week' } })
    expect(set.next_pending_invoice_item_invoice).toBe(start + 7 * day)
    expect(await stripe.subscriptions.update(id, { pending_invoice_item_interval: '' })).toMatchObject({
      pending_invoice_item_interval: null,
      next_pending_invoice_item_invoice: null,
    })
  })

  it('is a year at most', async () => {
    const { subscribe } = await setUpBilling()
    const subscribing = subscribe({ pending_invoice_item_interval: { interval: 'week', interval_count: 53 } })
    const param = 'pending_invoice_item_interval[interval_count]'
    expect(await refusalOf(subscribing)).toMatchObject({ statusCode: 400, param })
  })
})
