// `invoice_creation`: the invoice that a one-time purchase leaves, paid already.
import { createDraftInvoice } from '../billing/invoices/draft-invoice.ts'
import { finalizeInvoice } from '../billing/invoices/finalize-invoice.ts'
import { readInvoiceFields } from '../billing/invoices/invoice-fields.ts'
import { pendingLine, pricingOf } from '../billing/invoices/invoice-lines.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { notPlayed } from '../kernel/stripe-error.ts'
import type { ObjectFields, StripeObject } from '../kernel/wire.ts'
import { checkCustomFields } from '../resources/customer-fields.ts'
import type { CreateParams, Session } from './session-lines.ts'
import { viewLines } from './session-totals.ts'

type Item = StripeObject<'invoiceitem'>

export function readInvoiceCreation({
  mode,
  invoice_creation: given,
  shipping_options: shippingOptions,
}: CreateParams) {
  if (mode !== 'payment') return null
  const { account_tax_ids: taxIds, custom_fields: fields, ...data } = given?.invoice_data ?? {}
  const { issuer, metadata } = data
  const rendering = data.rendering_options || undefined
  if (taxIds) throw notPlayed('tax ids of the account on invoices of checkout sessions')
  if (issuer && issuer.type !== 'self') throw notPlayed('issuers other than the account itself')
  if (rendering?.template) throw notPlayed('invoice rendering templates')
  if (given?.enabled && shippingOptions?.length) throw notPlayed('shipping options on invoices of checkout sessions')
  if (fields) checkCustomFields(fields, 'invoice_creation[invoice_data][custom_fields]')
  return {
    enabled: given?.enabled ?? false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: fields || null,
      description: data.description ?? null,
      footer: data.footer ?? null,
      issuer: issuer ?? null,
      metadata: mergeMetadata({}, metadata),
      rendering_options: rendering
        ? { template: null, amount_tax_display: rendering.amount_tax_display || null }
        : null,
    },
  }
}

/** Nothing where the session was not asked for one. */
export function invoicePurchase(context: Context, session: Session, intent?: StripeObject<'payment_intent'>) {
  if (!session.invoice_creation?.enabled || session.invoice) return session
  const customer = session.customer as string
  const items = viewLines(context, session)
    .filter(({ quantity }) => quantity !== 0)
    .map((line) => insertItem(context, customer, line))
  const draft = createDraftInvoice(context, {
    customer,
    currency: session.currency ?? 'usd',
    billingReason: 'manual',
    lines: items.map((item) => pendingLine(context, item)),
    takesPending: false,
    fields: { ...fieldsOf(context, session), auto_advance: false },
    discounts: () =>
      context.list('discount', ({ checkout_session: at }) => at === session.id).map((discount) => discount.id),
  })
  for (const item of items) context.update(item, { invoice: draft.id })
  const invoice = finalizeInvoice(context, draft, intent ? { paidBy: intent } : {})
  return context.update(session, { invoice: invoice.id })
}

function fieldsOf(context: Context, { invoice_creation: creation }: Session): ObjectFields<'invoice'> {
  const { custom_fields, description, footer, metadata, rendering_options: rendering } = creation?.invoice_data ?? {}
  return readInvoiceFields(context, {
    ...(custom_fields ? { custom_fields } : {}),
    ...(description ? { description } : {}),
    ...(footer ? { footer } : {}),
    ...(rendering ? { rendering: { amount_tax_display: rendering.amount_tax_display ?? '' } } : {}),
    metadata: metadata ?? {},
  } as Parameters<typeof readInvoiceFields>[1])
}

function insertItem(context: Context, customer: string, line: ReturnType<typeof viewLines>[number]): Item {
  const now = context.now()
  const item = context.insert('invoiceitem', {
    amount: line.amount_subtotal,
    currency: line.currency,
    customer,
    date: now,
    description: line.description,
    discountable: true,
    discounts: [],
    metadata: line.metadata,
    parent: null,
    period: { start: now, end: now },
    pricing: pricingOf(line.price),
    proration: false,
    quantity: line.quantity ?? 1,
    quantity_decimal: String(line.quantity ?? 1),
    tax_rates: [],
  } as ObjectFields<'invoiceitem'>)
  context.emit('invoiceitem.created', item)
  return item
}
