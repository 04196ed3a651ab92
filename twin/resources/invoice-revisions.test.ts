import { describe, expect, it } from 'vitest'
import { createBilling, sent } from '../billing/testing.ts'

const action = 'revision' as const

describe('from_invoice', () => {
  it('begins as a draft with what the final invoice says', async () => {
    const { stripe, openOf, customer } = await createBilling()
    const original = await openOf(900, { ...sent, description: 'March', metadata: { a: 'b' } })
    const revision = await stripe.invoices.create({ from_invoice: { invoice: original.id, action } })
    expect(revision).toMatchObject({
      status: 'draft',
      from_invoice: { invoice: original.id, action },
      latest_revision: null,
      customer,
      total: 900,
      description: 'March',
      metadata: { a: 'b' },
      due_date: original.due_date,
      lines: { data: [{ amount: 900 }] },
    })
    const [before, after] = [original.lines.data[0], revision.lines.data[0]]
    expect(after?.parent?.invoice_item_details?.invoice_item).not.toBe(
      before?.parent?.invoice_item_details?.invoice_item,
    )
  })

  it('takes the place of the invoice once it is final', async () => {
    const { stripe, openOf } = await createBilling()
    const original = await openOf(900)
    const revision = await stripe.invoices.create({
      from_invoice: { invoice: original.id, action },
      description: 'New',
    })
    await stripe.invoices.addLines(revision.id, { lines: [{ amount: 100, description: 'More' }] })
    expect(await stripe.invoices.retrieve(original.id)).toMatchObject({ status: 'open', latest_revision: null })
    expect(await stripe.invoices.finalizeInvoice(revision.id)).toMatchObject({ status: 'open', total: 1_000 })
    expect(await stripe.invoices.retrieve(original.id)).toMatchObject({
      status: 'void',
      latest_revision: revision.id,
      total: 900,
    })
  })

  it('leaves the invoice alone when the draft is deleted', async () => {
    const { stripe, openOf } = await createBilling()
    const original = await openOf(900)
    const revision = await stripe.invoices.create({ from_invoice: { invoice: original.id, action } })
    await stripe.invoices.del(revision.id)
    expect(await stripe.invoices.retrieve(original.id)).toMatchObject({ status: 'open', total: 900 })
  })

  it.each(['draft', 'paid', 'void'] as const)('refuses one that is %s', async (status) => {
    const { stripe, draftOf } = await createBilling()
    const { id } = await draftOf([900], { auto_advance: false })
    if (status !== 'draft') await stripe.invoices.finalizeInvoice(id)
    if (status === 'paid') await stripe.invoices.pay(id, { paid_out_of_band: true })
    if (status === 'void') await stripe.invoices.voidInvoice(id)
    const revising = stripe.invoices.create({ from_invoice: { invoice: id, action } })
    await expect(revising).rejects.toMatchObject({ statusCode: 400, param: 'from_invoice[invoice]' })
  })
})
