// Makes drafts: for which period, with which lines, inheriting what from the customer and the subscription.
import { currentDiscounts } from '../../discounts/current-discounts.ts'
import { spendDiscounts } from '../../discounts/subscription-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import type { ObjectFields, StripeObject } from '../../kernel/wire.ts'
import { tierLines } from '../amounts/tier-lines.ts'
import { settleCurrency } from './customer-currency.ts'
import { describePayer } from './describe-payer.ts'
import { type LineFields, pendingLine } from './invoice-lines.ts'
import { paymentSettingsOf } from './payment-settings.ts'
import { sumInvoice } from './sum-invoice.ts'

type Invoice = StripeObject<'invoice'>
type Subscription = StripeObject<'subscription'>

const daySeconds = 86_400
/** What is left over waits for the next invoice. */
const mostItems = 250

export type DraftInput = {
  customer: string
  currency: string
  billingReason: Invoice['billing_reason']
  subscription?: Subscription
  lines?: LineFields[]
  /** Whether invoice items that wait for this customer (and subscription) are taken up. */
  takesPending: boolean
  /** Only what waits for the subscription itself. */
  isOfSubscriptionAlone?: boolean
  fields?: ObjectFields<'invoice'>
  /** The invoice's own discounts, once its lines are there; left out, those of the subscription. */
  discounts?: (draft: Invoice) => string[]
}

export function createDraftInvoice(context: Context, input: DraftInput): Invoice {
  const { subscription, billingReason, currency } = input
  const customer = context.get('customer', input.customer, 'customer')
  settleCurrency(context, customer, currency)
  const now = context.now()
  const method = subscription?.collection_method ?? 'charge_automatically'
  const { custom_fields: fields, description, footer } = settingsOf(customer, subscription)
  const draft = context.insert('invoice', {
    account_country: 'US',
    account_name: 'Stripe twin',
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { enabled: false, disabled_reason: null, liability: null, provider: null, status: null },
    billing_reason: billingReason,
    collection_method: method,
    currency,
    custom_fields: fields,
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    description,
    ...describePayer(context, customer),
    discounts: currentDiscounts(context, subscription?.discounts ?? []),
    due_date: method === 'send_invoice' ? now + (subscription?.days_until_due ?? 30) * daySeconds : null,
    footer,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    metadata: {},
    parent: subscription ? parentOf(subscription) : null,
    payment_settings: paymentSettingsOf(subscription),
    period_start: lastPeriodEnd(context, subscription) ?? now,
    period_end: now,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    test_clock: customer.test_clock ?? null,
    webhooks_delivered_at: now,
    ...(method === 'charge_automatically' ? { next_payment_attempt: input.fields?.automatically_finalizes_at } : {}),
    ...input.fields,
  } as ObjectFields<'invoice'>)
  if (input.takesPending) takePendingItems(context, draft, input)
  for (const line of input.lines ?? []) for (const part of tierLines(context, line)) addLine(context, draft, part)
  if (input.discounts) context.update(draft, { discounts: input.discounts(draft) })
  const summed = sumInvoice(context, draft)
  context.emit('invoice.created', summed)
  spendDiscounts(context, summed.total_discount_amounts as { discount: string; amount: number }[])
  return summed
}

/** What the subscription says of its invoices goes before what the customer does. */
function settingsOf({ invoice_settings: general }: StripeObject<'customer'>, subscription: Subscription | undefined) {
  const own = subscription?.invoice_settings
  return {
    custom_fields: own?.custom_fields ?? general.custom_fields,
    description: own?.description ?? null,
    footer: own?.footer ?? general.footer,
  }
}

export function addLine(context: Context, invoice: Invoice, line: LineFields) {
  return context.insert('line_item', {
    ...line,
    id: context.newId('il'),
    invoice: invoice.id,
  } as ObjectFields<'line_item'>)
}

function takePendingItems(context: Context, invoice: Invoice, { subscription, isOfSubscriptionAlone }: DraftInput) {
  const waiting = context.list('invoiceitem', (item) => {
    const of = item.parent?.subscription_details?.subscription ?? null
    return (
      item.customer === invoice.customer &&
      item.invoice === null &&
      item.currency === invoice.currency &&
      (of === subscription?.id || (of === null && !isOfSubscriptionAlone))
    )
  })
  // Stripe lists the newest first; those of one moment stay as they came.
  const ordered = waiting.toReversed().sort((a, b) => b.date - a.date)
  for (const item of ordered.slice(0, mostItems)) {
    addLine(context, invoice, pendingLine(context, item))
    context.update(item, { invoice: invoice.id })
  }
}

/** Where the subscription's last invoice left off. */
function lastPeriodEnd(context: Context, subscription: Subscription | undefined): number | undefined {
  if (!subscription) return undefined
  const [last] = context.list(
    'invoice',
    (one) => one.parent?.subscription_details?.subscription === subscription.id && one.billing_reason !== 'manual',
  )
  return last?.period_end
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
