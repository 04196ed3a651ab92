// What follows from money: an invoice is paid, or an attempt failed, and its subscription hears of it.
import type { Context } from '../../kernel/context.ts'
import type { AnyObject, StripeObject } from '../../kernel/wire.ts'
import { moveBalance } from './customer-balance.ts'
import { subscriptionOf } from './draft-invoice.ts'
import { askForRest, paymentsOfIntent } from './invoice-payments.ts'
import { scheduleRetry } from './retry-schedule.ts'

type Invoice = StripeObject<'invoice'>
type Subscription = StripeObject<'subscription'>
type Payment = StripeObject<'invoice_payment'>

/** Marks the invoice as paid; money or none, `isOutOfBand` when it came by another way, `overpaid` what was too much. */
export function settleInvoice(context: Context, before: Invoice, { isOutOfBand = false, overpaid = 0 } = {}): Invoice {
  const paid = context.update(before, {
    status: 'paid',
    amount_paid: before.amount_due,
    amount_overpaid: overpaid,
    ...(isOutOfBand ? { amount_paid_off_stripe: before.amount_remaining } : {}),
    amount_remaining: 0,
    attempted: true,
    attempt_count: before.amount_due > 0 && !isOutOfBand ? Math.max(1, before.attempt_count) : before.attempt_count,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...before.status_transitions, paid_at: context.now() },
  })
  stopAsking(context, paid)
  context.emit('invoice.updated', paid, before)
  context.emit('invoice.paid', paid)
  context.emit('invoice.payment_succeeded', paid)
  if (overpaid > 0) creditOverpayment(context, paid)
  setDelinquent(context, paid, false)
  const subscription = subscriptionOf(context, paid)
  if (subscription) reviveSubscription(context, subscription, paid)
  return paid
}

/** What came beyond the amount is the customer's. */
function creditOverpayment(context: Context, paid: Invoice) {
  const { amount_overpaid: amount, currency, id } = paid
  moveBalance(context, paid.customer as string, { amount: -amount, currency, type: 'invoice_overpaid', invoice: id })
  context.emit('invoice.overpaid', paid)
}

/** Hears of every payment intent; only those of invoices matter here. */
export function onIntentSucceeded(context: Context, object: AnyObject) {
  const intent = object as StripeObject<'payment_intent'>
  for (const payment of paymentsOfIntent(context, intent.id)) {
    if (payment.status === 'open') creditPayment(context, payment, intent)
  }
}

/** `invoices.attachPayment` brings intents that have succeeded before. */
export function creditPayment(context: Context, payment: Payment, intent: StripeObject<'payment_intent'>) {
  const before = context.get('invoice', payment.invoice as string)
  const amount = Math.min(intent.amount_received, payment.amount_requested)
  const settled = context.update(payment, {
    status: 'paid',
    amount_paid: amount,
    status_transitions: { ...payment.status_transitions, paid_at: context.now() },
  })
  context.emit('invoice_payment.paid', settled)
  if (before.status === 'paid') return
  keepPaymentMethod(context, before, intent)
  const remaining = Math.max(0, before.amount_remaining - amount)
  const overpaid = payment.is_default ? 0 : Math.max(0, intent.amount_received - before.amount_remaining)
  if (remaining === 0) settleInvoice(context, before, { overpaid })
  else {
    const part = context.update(before, { amount_paid: before.amount_paid + amount, amount_remaining: remaining })
    askForRest(context, part)
    context.emit('invoice.updated', part, before)
  }
}

export function onIntentFailed(context: Context, intent: AnyObject) {
  const payment = openPaymentOf(context, intent)
  if (!payment) return
  const before = context.get('invoice', payment.invoice as string)
  const failed = scheduleRetry(
    context,
    context.update(before, { attempted: true, attempt_count: Math.max(1, before.attempt_count) }),
  )
  context.emit('invoice.updated', failed, before)
  if (needsCustomer(intent)) context.emit('invoice.payment_action_required', failed)
  context.emit('invoice.payment_failed', failed)
  setDelinquent(context, failed, true)
  const subscription = subscriptionOf(context, failed)
  if (subscription?.status === 'active' || subscription?.status === 'trialing')
    setStatus(context, subscription, 'past_due')
}

/** The bank wants to see the customer, who was not there to be asked. */
function needsCustomer(intent: AnyObject): boolean {
  const error = intent.last_payment_error as { code?: string } | null
  return error?.code === 'authentication_required'
}

export function onIntentRequiresAction(context: Context, intent: AnyObject) {
  const payment = openPaymentOf(context, intent)
  if (!payment) return
  const before = context.get('invoice', payment.invoice as string)
  const waiting = context.update(before, { attempted: true, attempt_count: Math.max(1, before.attempt_count) })
  context.emit('invoice.updated', waiting, before)
  context.emit('invoice.payment_action_required', waiting)
}

export function stopAsking(context: Context, { id }: { id: string }) {
  for (const job of ['invoice.retry', 'invoice.overdue', 'invoice.will_be_due']) context.unschedule(job, id)
}

/** Whether the last thing that happened to an invoice of the customer's was a failure. */
export function setDelinquent(context: Context, invoice: Invoice, isDelinquent: boolean) {
  const before = context.find('customer', invoice.customer as string)
  if (!before || before.delinquent === isDelinquent) return
  context.emit('customer.updated', context.update(before, { delinquent: isDelinquent }), before)
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
  if (subscription.status === 'incomplete' && isLatest) setStatus(context, subscription, aliveAs(context, subscription))
  forgive(context, subscription)
}

/** The last invoice that it owed was paid, voided or given up. */
export function forgive(context: Context, subscription: Subscription | undefined) {
  if (subscription?.status !== 'past_due' && subscription?.status !== 'unpaid') return
  if (!owes(context, subscription)) setStatus(context, subscription, aliveAs(context, subscription))
}

function aliveAs(context: Context, { trial_end: end }: Subscription): 'trialing' | 'active' {
  return end !== null && end > context.now() ? 'trialing' : 'active'
}

/** Whether a payment failed, or one that was asked for is late. */
function owes(context: Context, { id }: Subscription): boolean {
  const isOwed = (one: Invoice) =>
    one.status === 'open' &&
    one.parent?.subscription_details?.subscription === id &&
    (one.attempted || (one.due_date !== null && one.due_date <= context.now()))
  return context.list('invoice', isOwed).length > 0
}

// `save_default_payment_method: on_subscription`: what paid becomes what renews.
function keepPaymentMethod(context: Context, invoice: Invoice, intent: StripeObject<'payment_intent'>) {
  const subscription = subscriptionOf(context, invoice)
  if (subscription?.payment_settings?.save_default_payment_method !== 'on_subscription' || !intent.payment_method)
    return
  context.update(subscription, { default_payment_method: intent.payment_method })
}

function openPaymentOf(context: Context, intent: AnyObject): Payment | undefined {
  return paymentsOfIntent(context, intent.id).find((payment) => payment.status === 'open')
}
