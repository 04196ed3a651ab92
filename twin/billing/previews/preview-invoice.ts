// A preview is the real thing, undone: the change is made, the next invoice drawn up, and all of it rolled back.
import type { Context } from '../../kernel/context.ts'
import { renderObject } from '../../kernel/render-object.ts'
import { invalidRequest, notPlayed, StripeError } from '../../kernel/stripe-error.ts'
import type { AnyObject, Params, StripeObject } from '../../kernel/wire.ts'
import { refuseNotPlayed } from '../../payments/intent-fields.ts'
import { createDraftInvoice } from '../invoices/draft-invoice.ts'
import { linesOf, sumInvoice } from '../invoices/sum-invoice.ts'
import { nextEnd } from '../subscriptions/item-periods.ts'
import { renewSubscription } from '../subscriptions/renew-subscription.ts'
import type { Subscription } from '../subscriptions/subscription-items.ts'
import { beginPreviewed, changePreviewed } from './preview-change.ts'
import { previewedCustomer } from './preview-customer.ts'
import { addPreviewedItems, isPending, pendingItems } from './preview-items.ts'

export type PreviewParams = Params<'invoices.createPreview'>
type Invoice = StripeObject<'invoice'>

export function previewInvoice(context: Context, params: PreviewParams): AnyObject {
  refuseAbsent(params)
  return context.account.dryRun(() => describePreview(context, drawUp(context, params), params))
}

function drawUp(context: Context, params: PreviewParams): Invoice {
  const { subscription: id, subscription_details: details } = params
  if (id) {
    const subscription = context.get('subscription', id, 'subscription')
    if (params.customer && params.customer !== subscription.customer)
      throw invalidRequest('The subscription belongs to a different customer.', { param: 'subscription' })
    if (params.customer_details) previewedCustomer(context, { ...params, customer: subscription.customer as string })
    return drawNext(context, subscription, params)
  }
  const customer = previewedCustomer(context, params)
  if (details?.items) return drawFirst(context, customer.id, params)
  if (details && Object.keys(details).length > 0)
    throw invalidRequest('`subscription_details` need a `subscription`, or `items` of a new one.', {
      param: 'subscription_details',
    })
  const [next] = context
    .list('subscription', (one) => one.customer === customer.id && one.ended_at === null && one.cancel_at === null)
    .sort((a, b) => nextEnd(context, a) - nextEnd(context, b))
  if (next) return drawNext(context, next, params)
  return drawPending(context, customer.id, params)
}

/** What creating the subscription bills. */
function drawFirst(context: Context, customer: string, params: PreviewParams): Invoice {
  const subscription = beginPreviewed(context, customer, params)
  const [first] = invoicesOf(context, subscription)
  if (params.preview_mode === 'recurring' || !first) return renewed(context, subscription) ?? refuse(customer)
  const items = addPreviewedItems(context, params.invoice_items, { customer, currency: first.currency, invoice: first })
  return items.length > 0 ? sumInvoice(context, first) : first
}

/** What the change bills at once, or else what the next period does. */
function drawNext(context: Context, subscription: Subscription, params: PreviewParams): Invoice {
  const customer = subscription.customer as string
  const { currency, id } = subscription
  if (subscription.ended_at !== null) return refuse(customer)
  if (params.currency && params.currency.toLowerCase() !== currency)
    throw invalidRequest(`The currency of the subscription is \`${currency}\`.`, { param: 'currency' })
  const known = new Set(invoicesOf(context, subscription).map((invoice) => invoice.id))
  addPreviewedItems(context, params.invoice_items, { customer, currency, subscription: id })
  changePreviewed(context, subscription, params)
  const [atOnce] = invoicesOf(context, subscription).filter((invoice) => !known.has(invoice.id))
  if (params.preview_mode === 'recurring') {
    for (const item of pendingItems(context, customer, id)) context.delete(item)
    return renewed(context, subscription) ?? refuse(customer)
  }
  const current = context.get('subscription', id)
  return atOnce ?? renewed(context, current) ?? drawPending(context, customer, params, current)
}

/** The invoice of the next period, made by the very job that will make it, in the second in which it will. */
function renewed(context: Context, { id }: Subscription): Invoice | undefined {
  const subscription = context.get('subscription', id)
  if (subscription.ended_at !== null || subscription.status === 'paused') return undefined
  const known = new Set(invoicesOf(context, subscription).map((invoice) => invoice.id))
  const moment = { clock: context.clockOf(id), at: nextEnd(context, subscription) }
  context.account.meanwhile(moment, () => renewSubscription(context, id))
  return invoicesOf(context, subscription).find((invoice) => !known.has(invoice.id))
}

/** What waits, and no subscription will bill: an invoice made by hand would take it. */
function drawPending(context: Context, customer: string, params: PreviewParams, subscription?: Subscription): Invoice {
  const owner = context.get('customer', customer)
  const currency = params.currency?.toLowerCase() ?? subscription?.currency ?? owner.currency ?? 'usd'
  if (!subscription) addPreviewedItems(context, params.invoice_items, { customer, currency })
  if (!isPending(context, customer, currency, subscription?.id)) return refuse(customer)
  return createDraftInvoice(context, {
    customer,
    currency,
    billingReason: 'upcoming',
    ...(subscription ? { subscription } : {}),
    takesPending: true,
  })
}

/** Newest first. */
function invoicesOf(context: Context, { id }: Subscription): Invoice[] {
  return context.list('invoice', (one) => one.parent?.subscription_details?.subscription === id)
}

function describePreview(context: Context, invoice: Invoice, params: PreviewParams): AnyObject {
  const rendered = renderObject(invoice as AnyObject, context) as Invoice
  const lines = linesOf(context, invoice).map((line) => ({ ...line, invoice: upcomingId(invoice) }))
  const id = upcomingId(invoice)
  const { parent } = rendered
  const details = params.subscription_details
  const isProrated = lines.some((line) => line.parent?.subscription_item_details?.proration)
  if (parent?.subscription_details && isProrated)
    parent.subscription_details.subscription_proration_date = details?.proration_date ?? context.now()
  return {
    ...rendered,
    id,
    amount_paid: 0,
    amount_remaining: rendered.amount_due,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    ...(isForNobody(params) ? { customer: null } : {}),
    billing_reason: 'upcoming',
    effective_at: null,
    ending_balance: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    // It cannot be asked for more of them: all are there.
    lines: context.sublist(lines, `/v1/invoices/${id}/lines`),
    number: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    webhooks_delivered_at: null,
  } as AnyObject
}

/** Only details of a customer who is not there yet. */
function isForNobody({ customer, customer_account: account, subscription }: PreviewParams): boolean {
  return !customer && !account && !subscription
}

function upcomingId({ id }: Invoice): string {
  return `upcoming_${id}`
}

function refuse(customer: string): never {
  throw new StripeError(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for customer: ${customer}`,
  })
}

function refuseAbsent(params: PreviewParams) {
  refuseNotPlayed(params, ['schedule', 'schedule_details'], 'invoice previews')
  if (params.on_behalf_of) throw notPlayed('the parameter "on_behalf_of" of invoice previews')
  if (params.automatic_tax?.enabled) throw notPlayed('automatic tax')
  if (params.issuer && params.issuer.type !== 'self') throw notPlayed('issuers other than the account itself')
}
