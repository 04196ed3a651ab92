// What the clock does: a period ends, a draft becomes final, a failed payment is tried again.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { periodOf } from './create-subscription.ts'
import { createDraftInvoice, subscriptionOf } from './draft-invoice.ts'
import { endSubscription } from './end-subscription.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { itemLine, itemPrice } from './invoice-lines.ts'
import { decidingPaymentMethod, tryToPay } from './pay-invoice.ts'
import { periodEnd } from './periods.ts'
import { hasRetryLeft, scheduleRetry } from './retry-schedule.ts'
import { setStatus } from './settle-invoice.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'

const draftSeconds = 3600

/** At the end of a period: the end, or the next period and its invoice. */
export function renewSubscription(context: Context, id: string) {
  const before = context.get('subscription', id)
  if (before.ended_at !== null) return
  if (before.cancel_at !== null && before.cancel_at <= context.now()) {
    endSubscription(context, before, 'cancellation_requested')
    return
  }
  const wasTrial = before.status === 'trialing'
  if (wasTrial && endsWithTrial(context, before)) return
  const period = advancePeriod(context, before)
  const subscription = setStatus(context, before, before.status === 'trialing' ? 'active' : before.status)
  invoicePeriod(context, subscription)
  context.schedule('subscription.renew', id, period.end)
}

/** How often a subscription is billed; another rhythm begins a new period. */
export function rhythmOf(context: Context, subscription: Subscription): string {
  const [item] = itemsOf(context, subscription)
  const recurring = item && itemPrice(context, item).recurring
  return `${recurring?.interval_count} ${recurring?.interval}`
}

/** Moves every item to the period that begins now. */
export function advancePeriod(context: Context, subscription: Subscription): { start: number; end: number } {
  const items = itemsOf(context, subscription)
  const recurring = items[0] && itemPrice(context, items[0]).recurring
  const now = context.now()
  const end = periodEnd(subscription.billing_cycle_anchor, recurring ?? { interval: 'month', interval_count: 1 }, now)
  for (const item of items) context.update(item, { current_period_start: now, current_period_end: end })
  return { start: now, end }
}

function invoicePeriod(context: Context, subscription: Subscription) {
  const lines = itemsOf(context, subscription).map((item) => itemLine(context, item, periodOf(item), false))
  const draft = createDraftInvoice(context, {
    customer: subscription.customer as string,
    currency: subscription.currency,
    billingReason: 'subscription_cycle',
    subscription,
    lines,
    takesPending: true,
    fields: {
      auto_advance: subscription.pause_collection === null,
      automatically_finalizes_at: context.now() + draftSeconds,
    },
  })
  context.update(context.get('subscription', subscription.id), { latest_invoice: draft.id })
  const behavior = subscription.pause_collection?.behavior
  if (behavior !== 'keep_as_draft') context.schedule('invoice.finalize', draft.id, context.now() + draftSeconds)
}

/** An hour after the draft: final, and charged. */
export function finalizeWhenDue(context: Context, id: string) {
  const draft = context.find('invoice', id)
  if (draft?.status !== 'draft') return
  collect(context, finalizeInvoice(context, draft))
}

export function retryInvoice(context: Context, id: string) {
  const invoice = context.find('invoice', id)
  if (invoice?.status !== 'open') return
  collect(context, context.update(invoice, { attempt_count: invoice.attempt_count + 1 }))
}

function collect(context: Context, invoice: StripeObject<'invoice'>) {
  if (invoice.status !== 'open' || invoice.collection_method !== 'charge_automatically') return
  if (!decidingPaymentMethod(context, invoice)) {
    const failed = scheduleRetry(
      context,
      context.update(invoice, { attempted: true, attempt_count: Math.max(1, invoice.attempt_count) }),
    )
    context.emit('invoice.payment_failed', failed)
    const subscription = subscriptionOf(context, failed)
    if (subscription?.status === 'active') setStatus(context, subscription, 'past_due')
  } else tryToPay(context, invoice)
  giveUp(context, context.get('invoice', invoice.id))
}

/** After the last retry the subscription ends, which is what a new Stripe account is set to. */
function giveUp(context: Context, invoice: StripeObject<'invoice'>) {
  const subscription = subscriptionOf(context, invoice)
  if (invoice.status === 'open' && !hasRetryLeft(invoice) && subscription && subscription.ended_at === null) {
    endSubscription(context, subscription, 'payment_failed')
  }
}

function endsWithTrial(context: Context, subscription: Subscription): boolean {
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method
  const customer = context.get('customer', subscription.customer as string)
  const hasMethod =
    subscription.default_payment_method !== null || customer.invoice_settings.default_payment_method !== null
  if (hasMethod || !behavior || behavior === 'create_invoice') return false
  if (behavior === 'cancel') endSubscription(context, subscription, 'cancellation_requested')
  else context.emit('customer.subscription.paused', setStatus(context, subscription, 'paused'))
  return true
}
