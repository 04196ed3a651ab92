import { describe, expect, it } from 'vitest'
import { createBilling, sent } from '../billing/testing.ts'

const hour = 3600
const day = 86_400

describe('a draft', () => {
  it('is changed freely', async () => {
    const { stripe, draftOf, account, eventTypes } = await createBilling()
    const { id } = await draftOf([1000])
    const changed = await stripe.invoices.update(id, {
      description: 'Thanks',
      footer: 'Bye',
      metadata: { a: '1' },
      custom_fields: [{ name: 'PO', value: '7' }],
      ...sent,
    })
    expect(changed).toMatchObject({
      description: 'Thanks',
      footer: 'Bye',
      metadata: { a: '1' },
      custom_fields: [{ name: 'PO', value: '7' }],
      collection_method: 'send_invoice',
      due_date: account.now() + 14 * day,
    })
    expect(await eventTypes()).toContain('invoice.updated')
  })

  it('follows its customer until it is final', async () => {
    const { stripe, draftOf, customer } = await createBilling()
    const { id } = await draftOf([1000])
    await stripe.customers.update(customer, { name: 'Initech', balance: -300 })
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      customer_name: 'Initech',
      starting_balance: -300,
      amount_due: 700,
    })
    await stripe.invoices.finalizeInvoice(id)
    await stripe.customers.update(customer, { name: 'Hooli' })
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ customer_name: 'Initech', amount_due: 700 })
  })

  it('left to Stripe, is final an hour later and paid', async () => {
    const { stripe, draftOf, advance, account } = await createBilling()
    const draft = await draftOf([1000], { auto_advance: true })
    expect(draft).toMatchObject({
      automatically_finalizes_at: account.now() + hour,
      next_payment_attempt: account.now() + hour,
    })
    advance(hour - 1)
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ status: 'draft' })
    advance(1)
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({
      status: 'paid',
      attempted: true,
      attempt_count: 1,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    })
  })

  it('stays one when its customer is gone', async () => {
    const { stripe, draftOf, advance, customer } = await createBilling()
    const { id } = await draftOf([1000], { auto_advance: true })
    await stripe.customers.del(customer)
    advance(2 * hour)
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'draft', auto_advance: false })
  })

  it('can be deleted with its items, and nothing else can', async () => {
    const { stripe, draftOf, openOf } = await createBilling()
    const draft = await draftOf([1000])
    expect(await stripe.invoices.del(draft.id)).toEqual({ id: draft.id, object: 'invoice', deleted: true })
    expect((await stripe.invoiceItems.list()).data).toEqual([])
    const open = await openOf(1000)
    await expect(stripe.invoices.del(open.id)).rejects.toMatchObject({ code: 'invoice_not_editable' })
  })

  it('has lines added, changed and removed', async () => {
    const { stripe, draftOf, customer } = await createBilling()
    const draft = await draftOf([1000])
    const waiting = await stripe.invoiceItems.create({ customer, amount: 50, currency: 'usd' })
    const added = await stripe.invoices.addLines(draft.id, {
      lines: [{ amount: 200, description: 'Extra' }, { invoice_item: waiting.id }],
      invoice_metadata: { a: '1' },
    })
    expect(added).toMatchObject({ total: 1250, metadata: { a: '1' } })
    const [first, second, third] = added.lines.data
    const changed = await stripe.invoices.updateLines(draft.id, {
      lines: [{ id: second?.id ?? '', amount: 300, description: 'More' }],
    })
    expect(changed.lines.data[1]).toMatchObject({ amount: 300, description: 'More' })
    expect(changed.total).toBe(1350)
    const line = await stripe.invoices.updateLineItem(draft.id, first?.id ?? '', { amount: 900 })
    expect(line).toMatchObject({ object: 'line_item', amount: 900 })
    const left = await stripe.invoices.removeLines(draft.id, {
      lines: [
        { id: first?.id ?? '', behavior: 'delete' },
        { id: third?.id ?? '', behavior: 'unassign' },
      ],
    })
    expect(left).toMatchObject({ total: 300 })
    expect(await stripe.invoiceItems.retrieve(waiting.id)).toMatchObject({ invoice: null })
    const page = await stripe.invoices.listLineItems(draft.id)
    expect(page.data.map(({ amount }) => amount)).toEqual([300])
  })
})

describe("an invoice's lines", () => {
  it('are ten in the invoice, and the others in pages of their own', async () => {
    const { stripe, draftOf } = await createBilling()
    const { id, lines, total } = await draftOf(Array.from({ length: 12 }, (_, index) => 100 + index))
    expect([lines.data.length, lines.has_more, total]).toEqual([10, true, 1266])
    const page = await stripe.invoices.listLineItems(id, { limit: 100 })
    expect(page.data).toHaveLength(12)
    expect(page.has_more).toBe(false)
  })
})

describe('an invoice that is final', () => {
  it('is not deleted', async () => {
    const { stripe, openOf } = await createBilling()
    const { id } = await openOf(1000)
    const message = "You can only delete draft invoices. This invoice's status is open."
    await expect(stripe.invoices.del(id)).rejects.toMatchObject({ code: 'invoice_not_editable', message })
  })

  it.each([
    ['description', { description: 'No' }],
    ['collection_method', { collection_method: 'send_invoice' }],
    ['due_date', { due_date: 1_900_000_000 }],
    ['discounts', { discounts: '' }],
    ['custom_fields', { custom_fields: '' }],
  ])('does not change its %s', async (param, params) => {
    const { stripe, openOf } = await createBilling()
    const { id } = await openOf(1000)
    await expect(stripe.invoices.update(id, params as never)).rejects.toMatchObject({
      code: 'invoice_not_editable',
      param,
    })
  })

  it('still changes its metadata, and whether Stripe goes on with it', async () => {
    const { stripe, openOf } = await createBilling()
    const { id } = await openOf(1000)
    expect(await stripe.invoices.update(id, { metadata: { a: '1' }, auto_advance: true })).toMatchObject({
      metadata: { a: '1' },
      auto_advance: true,
    })
    const line = { lines: [{ amount: 1 }] }
    await expect(stripe.invoices.addLines(id, line)).rejects.toMatchObject({ code: 'invoice_not_editable' })
  })
})
