// `from_invoice`: a draft that begins as a copy of a final invoice, and takes its place once it is final itself.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { ObjectFields, Params, StripeObject } from '../../kernel/wire.ts'
import { voidInvoice } from './close-invoice.ts'
import { createDraftInvoice } from './draft-invoice.ts'
import { readDueDate, readInvoiceFields } from './invoice-fields.ts'
import { itemOf } from './invoice-items.ts'
import { type LineFields, pendingLine } from './invoice-lines.ts'
import { linesOf } from './sum-invoice.ts'

type Invoice = StripeObject<'invoice'>
type CreateParams = Params<'invoices.create'>
type Origin = NonNullable<CreateParams['from_invoice']>

const param = 'from_invoice[invoice]'
const copied = [
  'collection_method',
  'custom_fields',
  'default_payment_method',
  'description',
  'footer',
  'metadata',
  'payment_settings',
  'rendering',
  'shipping_details',
  'statement_descriptor',
] as const

export function reviseInvoice(context: Context, { from_invoice: origin, ...params }: CreateParams): Invoice {
  const original = revisable(context, origin as Origin)
  if (params.customer && params.customer !== original.customer)
    throw invalidRequest('A revision has the customer of the original invoice.', { param: 'customer' })
  const kept = Object.fromEntries(copied.map((name) => [name, original[name]]))
  const { lines, items } = copyLines(context, original)
  const draft = createDraftInvoice(context, {
    lines,
    customer: original.customer as string,
    currency: original.currency,
    billingReason: 'manual',
    takesPending: params.pending_invoice_items_behavior === 'include',
    fields: {
      ...kept,
      auto_advance: false,
      due_date: original.due_date,
      from_invoice: { action: 'revision', invoice: original.id },
      period_start: original.period_start,
      period_end: original.period_end,
      ...(params.due_date === undefined && params.days_until_due === undefined ? {} : readDueDate(context, params)),
      ...readInvoiceFields(context, params, original),
    } as ObjectFields<'invoice'>,
    discounts: () => original.discounts as string[],
  })
  for (const item of items) context.update(item, { invoice: draft.id })
  return draft
}

/** Called with every invoice that becomes final: a revision ends the invoice that it revises. */
export function replaceOriginal(context: Context, { id }: { id: string }) {
  const { from_invoice: origin } = context.get('invoice', id)
  const original = context.find('invoice', origin?.invoice as string | undefined)
  if (!original) return
  const replaced = context.update(original, { latest_revision: id })
  if (replaced.status === 'open' || replaced.status === 'uncollectible') voidInvoice(context, replaced)
}

function revisable(context: Context, { action, invoice: id }: Origin): Invoice {
  if (action !== 'revision')
    throw invalidRequest('Invalid from_invoice[action]: must be revision', { param: 'from_invoice[action]' })
  const original = context.get('invoice', id, param)
  if (original.status !== 'open' && original.status !== 'uncollectible')
    throw invalidRequest(`Only open and uncollectible invoices can be revised; this one is ${original.status}.`, {
      param,
    })
  if (original.parent?.subscription_details)
    throw invalidRequest('Invoices of subscriptions cannot be revised.', { param })
  return original
}

/** With invoice items of its own: those of the draft may change. */
function copyLines(context: Context, original: Invoice) {
  const items: StripeObject<'invoiceitem'>[] = []
  const lines = linesOf(context, original).map((line): LineFields => {
    const item = context.find('invoiceitem', itemOf(line))
    const { id: _, ...fields } = item ?? line
    if (!item) return fields as LineFields
    const copy = context.insert('invoiceitem', fields as ObjectFields<'invoiceitem'>)
    items.push(copy)
    return pendingLine(context, copy)
  })
  return { lines, items }
}
