// Makes drafts, and keeps an invoice's sums equal to its lines.
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { ObjectFields, StripeObject } from '../kernel/wire.ts'
import { type LineFields, pendingLine } from './invoice-lines.ts'

type Invoice = StripeObject<'invoice'>
type Subscription = StripeObject<'subscription'>

export type DraftInput = {
  customer: string
  currency: string
  billingReason: Invoice['billing_reason']
  subscription?: Subscription
  lines?: LineFields[]
  /** Whether invoice items that wait for this customer (and subscription) are taken up. */
  takesPending: boolean
  fields?: ObjectFields<'invoice'>
}

export function createDraftInvoice(context: Context, input: DraftInput): Invoice {
  const { subscription, billingReason, currency } = input
  const customer = context.get('customer', input.customer, 'customer')
  const now = context.now()
  const draft = context.insert('invoice', {
    account_country: 'US',
    account_name: 'Stripe twin',
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { enabled: false, disabled_reason: null, liability: null, provider: null, status: null },
    billing_reason: billingReason,
    collection_method: subscription?.collection_method ?? 'charge_automatically',
    currency,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping ?? null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: [],
    issuer: { type: 'self' },
    metadata: mergeMetadata({}, {}),
    parent: subscription ? parentOf(subscription) : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_start: now,
    period_end: now,
    starting_balance: customer.balance,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    ...input.fields,
  } as ObjectFields<'invoice'>)
  if (subscription && draft.collection_method === 'send_invoice')
    context.update(draft, { due_date: now + (subscription.days_until_due ?? 30) * 86_400 })
  for (const line of input.lines ?? []) addLine(context, draft, line)
  if (input.takesPending) takePendingItems(context, draft, subscription)
  const summed = sumInvoice(context, draft)
  context.emit('invoice.created', summed)
  return summed
}

export function addLine(context: Context, invoice: Invoice, line: LineFields) {
  return context.insert('line_item', {
    ...line,
    id: context.newId('il'),
    invoice: invoice.id,
  } as ObjectFields<'line_item'>)
}

/** In the order in which they were added. */
export function linesOf(context: Context, invoice: { id: string }) {
  return context.list('line_item', (line) => line.invoice === invoice.id).toReversed()
}

/** Recomputes the sums from the lines. */
export function sumInvoice(context: Context, { id }: { id: string }): Invoice {
  const invoice = context.get('invoice', id)
  const total = linesOf(context, invoice).reduce((sum, line) => sum + line.amount, 0)
  // What is below zero becomes credit on the customer's balance when the invoice is finalized.
  const due = Math.max(0, total + invoice.starting_balance)
  return context.update(invoice, {
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
    total_discount_amounts: [],
    total_taxes: [],
    amount_due: due,
    amount_remaining: due,
  })
}

function takePendingItems(context: Context, invoice: Invoice, subscription: Subscription | undefined) {
  const waiting = context.list('invoiceitem', (item) => {
    const of = item.parent?.subscription_details?.subscription ?? null
    return (
      item.customer === invoice.customer &&
      item.invoice === null &&
      item.currency === invoice.currency &&
      (of === null || of === subscription?.id)
    )
  })
  for (const item of waiting.toReversed()) {
    addLine(context, invoice, pendingLine(context, item))
    context.update(item, { invoice: invoice.id })
  }
}

function parentOf(subscription: Subscription) {
  return {
    type: 'subscription_details' as const,
    quote_details: null,
    subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
  }
}

export function subscriptionOf(context: Context, invoice: Invoice): Subscription | undefined {
  return context.find('subscription', invoice.parent?.subscription_details?.subscription as string | undefined)
}
