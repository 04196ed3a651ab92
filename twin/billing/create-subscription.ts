// A subscription begins: its items, its first invoice, and the state that paying it or not leads to.
import { setSubscriptionDiscounts } from '../discounts/subscription-discounts.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest, notPlayed, StripeError } from '../kernel/stripe-error.ts'
import type { ObjectFields, Params } from '../kernel/wire.ts'
import { findPaymentMethod } from '../resources/payment-methods.ts'
import { createDraftInvoice } from './draft-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { itemLine } from './invoice-lines.ts'
import { decidingPaymentMethod, tryToPay } from './pay-invoice.ts'
import { periodEnd } from './periods.ts'
import { givenPrice, insertItem, itemsOf, refuseMixedPrices, type Subscription } from './subscription-items.ts'

export type CreateParams = Params<'subscriptions.create'>
const absent = [
  'add_invoice_items',
  'automatic_tax',
  'billing_schedules',
  'billing_thresholds',
  'default_tax_rates',
  'transfer_data',
  'application_fee_percent',
  'backdate_start_date',
  'billing_cycle_anchor_config',
  'pending_invoice_item_interval',
  'on_behalf_of',
] as const

export function createSubscription(context: Context, params: CreateParams): Subscription {
  refuseAbsent(params)
  const subscription = insertSubscription(context, params)
  context.emit('customer.subscription.created', subscription)
  const isTrial = subscription.trial_end !== null
  const lines = itemsOf(context, subscription).map((item) => itemLine(context, item, periodOf(item), isTrial))
  const draft = createDraftInvoice(context, {
    customer: subscription.customer as string,
    currency: subscription.currency,
    billingReason: 'subscription_create',
    subscription,
    lines,
    takesPending: false,
    fields: { default_payment_method: null },
  })
  const current = context.update(context.get('subscription', subscription.id), { latest_invoice: draft.id })
  return startCollecting(context, current, params)
}

function startCollecting(context: Context, subscription: Subscription, params: CreateParams): Subscription {
  const draft = context.get('invoice', subscription.latest_invoice as string)
  if (subscription.collection_method === 'send_invoice' && draft.total > 0) {
    context.update(draft, { automatically_finalizes_at: context.now() + 3600 })
    context.schedule('invoice.finalize', draft.id, context.now() + 3600)
    return subscription
  }
  if (draft.total > 0) context.update(subscription, { status: 'incomplete' })
  const invoice = finalizeInvoice(context, draft)
  const waits = params.payment_behavior === 'default_incomplete'
  if (invoice.status === 'open' && !waits) {
    refuseWithoutPaymentMethod(context, invoice)
    const refusal = tryToPay(context, invoice)
    if (refusal && params.payment_behavior === 'error_if_incomplete')
      throw new StripeError(refusal.status, refusal.fields)
  }
  const after = context.get('subscription', subscription.id)
  // Stripe gives a first payment 23 hours.
  if (after.status === 'incomplete')
    context.schedule('subscription.expire_incomplete', after.id, context.now() + 23 * 3600)
  return after
}

function insertSubscription(context: Context, params: CreateParams): Subscription {
  const customer = context.get('customer', params.customer ?? '', 'customer')
  if (!params.items?.length)
    throw invalidRequest('Missing required param: items.', { code: 'parameter_missing', param: 'items' })
  const prices = params.items.map((item, index) => givenPrice(context, item, `items[${index}]`))
  refuseMixedPrices(prices)
  const [{ recurring, currency } = { recurring: null, currency: 'usd' }] = prices
  const now = context.now()
  const trialEnd = readTrialEnd(params, now)
  const anchor = trialEnd ?? params.billing_cycle_anchor ?? now
  const end =
    trialEnd ?? (anchor > now ? anchor : periodEnd(now, recurring ?? { interval: 'month', interval_count: 1 }, now))
  const isSent = params.collection_method === 'send_invoice'
  if (isSent && params.days_until_due === undefined)
    throw invalidRequest(
      "When creating or updating an invoice or subscription with collection_method='send_invoice', a days_until_due must be specified.",
      { param: 'days_until_due' },
    )

  const subscription = context.insert('subscription', {
    automatic_tax: { enabled: false, disabled_reason: null, liability: null },
    billing_cycle_anchor: anchor,
    billing_mode: {
      type: params.billing_mode?.type ?? 'flexible',
      flexible: params.billing_mode?.type === 'classic' ? null : { proration_discounts: 'included' },
    },
    cancel_at_period_end: params.cancel_at_period_end ?? false,
    canceled_at: params.cancel_at_period_end ? now : null,
    cancel_at: params.cancel_at_period_end ? end : typeof params.cancel_at === 'number' ? params.cancel_at : null,
    cancellation_details: {
      comment: null,
      feedback: null,
      reason: params.cancel_at_period_end ? 'cancellation_requested' : null,
    },
    collection_method: params.collection_method ?? 'charge_automatically',
    currency,
    customer: customer.id,
    days_until_due: isSent ? params.days_until_due : null,
    default_payment_method: params.default_payment_method
      ? findPaymentMethod(context, params.default_payment_method, 'default_payment_method').id
      : null,
    description: params.description || null,
    invoice_settings: { account_tax_ids: null, issuer: { type: 'self' } },
    metadata: mergeMetadata({}, params.metadata),
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: params.payment_settings?.save_default_payment_method ?? 'off',
    },
    start_date: now,
    status: trialEnd ? 'trialing' : 'active',
    trial_end: trialEnd,
    trial_start: trialEnd ? now : null,
    trial_settings: {
      end_behavior: {
        missing_payment_method: params.trial_settings?.end_behavior?.missing_payment_method ?? 'create_invoice',
      },
    },
  } as ObjectFields<'subscription'>)
  params.items.forEach((item, index) => {
    const price = prices[index]
    if (price) insertItem(context, subscription, price, item, { start: now, end }, `items[${index}]`)
  })
  if (!customer.currency) context.update(customer, { currency })
  context.schedule('subscription.renew', subscription.id, end)
  return setSubscriptionDiscounts(context, subscription, params.discounts)
}

function readTrialEnd({ trial_end: end, trial_period_days: days }: CreateParams, now: number): number | null {
  if (end === 'now') return null
  if (typeof end === 'number') {
    if (end <= now) throw invalidRequest('Timestamp cannot be in the past.', { param: 'trial_end' })
    return end
  }
  return days ? now + days * 86_400 : null
}

function refuseWithoutPaymentMethod(context: Context, invoice: Parameters<typeof decidingPaymentMethod>[1]) {
  if (decidingPaymentMethod(context, invoice)) return
  throw invalidRequest(
    'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    { code: 'resource_missing' },
  )
}

function refuseAbsent(params: CreateParams) {
  for (const name of absent) if (params[name] !== undefined) throw notPlayed(`the parameter "${name}" of subscriptions`)
}

export function periodOf(item: { current_period_start: number; current_period_end: number }) {
  return { start: item.current_period_start, end: item.current_period_end }
}
