import { describe, expect, it } from 'vitest'
import { setStage } from './doings/stage.ts'

/** The thin types that a doing gives, oldest first, of those whose noun is this. */
async function thinTypes(noun: string, run: (stage: Awaited<ReturnType<typeof setStage>>) => Promise<unknown>) {
  const stage = await setStage()
  await run(stage)
  const types: string[] = []
  for await (const { type } of stage.stripe.v2.core.events.list({ limit: 100 })) types.unshift(type)
  return types.filter((type) => type.startsWith(`v1.${noun}.`)).map((type) => type.slice(`v1.${noun}.`.length))
}

describe('thin events that say more', () => {
  it('tell of the lines and discounts of a draft', async () => {
    const types = await thinTypes('invoice', async ({ stripe, customer, draft }) => {
      const { id } = await draft()
      const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
      await stripe.invoices.update(id, { discounts: [{ coupon: coupon.id }] })
      await stripe.invoices.update(id, { discounts: '' })
      const item = await stripe.invoiceItems.create({ customer: customer.id, invoice: id, amount: 5, currency: 'eur' })
      await stripe.invoiceItems.update(item.id, { amount: 700 })
      await stripe.invoiceItems.del(item.id)
    })
    for (const type of ['discount_added', 'discount_removed', 'line_item_added', 'line_item_removed'])
      expect(types).toContain(type)
  })

  it('tell of changes to an invoice item, which no other event does', async () => {
    const types = await thinTypes('invoiceitem', async ({ stripe, customer }) => {
      const { id } = await stripe.invoiceItems.create({ customer: customer.id, amount: 500, currency: 'eur' })
      const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
      await stripe.invoiceItems.update(id, { description: 'Setup' })
      await stripe.invoiceItems.update(id, { amount: 700, discounts: [{ coupon: coupon.id }] })
      await stripe.invoiceItems.update(id, { discounts: '' })
    })
    expect(types).toEqual(['created', 'amount_changed', 'discount_added', 'discount_removed'])
  })

  it('tell of payments of an invoice that are asked for, made, and asked for no more', async () => {
    const types = await thinTypes('invoice_payment', async ({ stripe, draft }) => {
      const paid = await draft()
      await stripe.invoices.finalizeInvoice(paid.id)
      await stripe.invoices.pay(paid.id)
      const given = await draft()
      await stripe.invoices.finalizeInvoice(given.id)
      await stripe.invoices.voidInvoice(given.id)
    })
    expect(types).toEqual(['open', 'paid', 'open', 'canceled'])
  })

  it('tell what became of a subscription', async () => {
    const types = await thinTypes('customer.subscription', async ({ stripe, dearer, subscribe }) => {
      const { id, items } = await subscribe()
      const item = items.data[0]?.id ?? ''
      await stripe.subscriptions.update(id, { items: [{ id: item, price: dearer.id, quantity: 2 }] })
      await stripe.subscriptions.update(id, { cancel_at: 'min_period_end' })
    })
    expect(types.filter((type) => !['created', 'updated'].includes(type))).toEqual([
      'incomplete',
      'active',
      'item_price_changed',
      'item_quantity_changed',
      'cancel_at_changed',
    ])
  })
})
