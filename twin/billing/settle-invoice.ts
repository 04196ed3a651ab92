// What follows from money: an invoice is paid, or an attempt failed, and its subscription hears of it.
import type { Context } from '../kernel/context.ts'
import type { AnyObject, StripeObject } from '../kernel/wire.ts'
import { subscriptionOf } from './draft-invoice.ts'
import { scheduleRetry } from './retry-schedule.ts'

type Invoice = StripeObject<'invoice'>
type Subscription = StripeObject<'subscription'>

/** Marks the invoice as paid; money or none, `outOfBand` when it came by another way. */
export function settleInvoice(context: Context, before: Invoice): Invoice {
  const paid = context.update(before, {
    status: 'paid',
    amount_paid: before.amount_due,
    amount_remaining: 0,
    attempted: true,
    attempt_count: before.amount_due > 0 ? before.attempt_count + 1 : before.attempt_count,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...before.status_transitions, paid_at: context.now() },
  })
  context.unschedule('invoice.retry', paid.id)
  context.emit('invoice.paid', paid)
  context.emit('invoice.payment_succeeded', paid)
  const subscription = subscriptionOf(context, paid)
  if (subscription) reviveSubscription(context, subscription, paid)
  return paid
}

/** Hears of every payment intent; only those of invoices matter here. */
export function onIntentSucceeded(context: Context, intent: AnyObject) {
  const payment = paymentOf(context, intent)
  if (!payment) return
  const settled = context.update(payment, {
    status: 'paid',
    amount_paid: payment.amount_requested,
    status_transitions: { ...payment.status_transitions, paid_at: context.now() },
  })
  context.emit('invoice_payment.paid', settled)
  const invoice = context.get('invoice', payment.invoice as string)
  if (invoice.status === 'paid') return
  keepPaymentMethod(context, invoice, intent as unknown as StripeObject<'payment_intent'>)
  settleInvoice(context, invoice)
}

export function onIntentFailed(context: Context, intent: AnyObject) {
  const payment = paymentOf(context, intent)
  if (!payment) return
  const before = context.get('invoice', payment.invoice as string)
  const failed = scheduleRetry(
    context,
    context.update(before, { attempted: true, attempt_count: Math.max(1, before.attempt_count) }),
  )
  context.emit('invoice.payment_failed', failed)
  const subscription = subscriptionOf(context, failed)
  if (subscription?.status === 'active' || subscription?.status === 'trialing')
    setStatus(context, subscription, 'past_due')
}

export function onIntentRequiresAction(context: Context, intent: AnyObject) {
  const payment = paymentOf(context, intent)
  if (payment) context.emit('invoice.payment_action_required', context.get('invoice', payment.invoice as string))
}

export function setStatus(
  context: Context,
  before: Subscription,
  status: Subscription['status'],
  more: Partial<Subscription> = {},
): Subscription {
  const subscription = context.update(before, { status, ...more })
  context.emit('customer.subscription.updated', subscription, before)
  return subscription
}

function reviveSubscription(context: Context, subscription: Subscription, paid: Invoice) {
  const isLatest = subscription.latest_invoice === paid.id
  if (subscription.status === 'incomplete' && isLatest) setStatus(context, subscription, 'active')
  if (
    (subscription.status === 'past_due' || subscription.status === 'unpaid') &&
    !hasOpenInvoice(context, subscription)
  )
    setStatus(context, subscription, 'active')
}

function hasOpenInvoice(context: Context, subscription: Subscription): boolean {
  return (
    context.list(
      'invoice',
      (one) => one.status === 'open' && one.parent?.subscription_details?.subscription === subscription.id,
    ).length > 0
  )
}

// `save_default_payment_method: on_subscription`: what paid becomes what renews.
function keepPaymentMethod(context: Context, invoice: Invoice, intent: StripeObject<'payment_intent'>) {
  const subscription = subscriptionOf(context, invoice)
  if (subscription?.payment_settings?.save_default_payment_method !== 'on_subscription' || !intent.payment_method)
    return
  context.update(subscription, { default_payment_method: intent.payment_method })
}

function paymentOf(context: Context, intent: AnyObject) {
  const [payment] = context.list(
    'invoice_payment',
    (one) => one.payment.payment_intent === intent.id && one.status === 'open',
  )
  return payment
}
