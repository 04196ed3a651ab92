// What the clock does: a period ends, a draft becomes final, a failed payment is tried again.
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { cycleLine } from '../../usage/usage-line.ts'
import { usageLinesUntilNow } from '../amounts/bill-usage.ts'
import { markUncollectible, voidInvoice } from '../invoices/close-invoice.ts'
import { draftForSubscription } from '../invoices/draft-for-subscription.ts'
import { subscriptionOf } from '../invoices/draft-invoice.ts'
import { finalizeInvoice } from '../invoices/finalize-invoice.ts'
import { draftSeconds } from '../invoices/invoice-delays.ts'
import type { LineFields } from '../invoices/invoice-lines.ts'
import { pendingOf } from '../invoices/leave-pending.ts'
import { decidingPaymentMethod, tryToPay } from '../invoices/pay-invoice.ts'
import { endOfRetries, hasRetryLeft, scheduleRetry } from '../invoices/retry-schedule.ts'
import { setStatus } from '../invoices/settle-invoice.ts'
import { scheduleAnnouncements } from './announce-subscription.ts'
import { endSubscription } from './end-subscription.ts'
import { endsWithTrial } from './end-trial.ts'
import { advancePeriod, periodOf } from './item-periods.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'

/** At the end of a period: the end, or the next period and its invoice. */
export function renewSubscription(context: Context, id: string) {
  const before = context.get('subscription', id)
  if (before.ended_at !== null || before.status === 'paused') return
  if (before.cancel_at !== null && before.cancel_at <= context.now()) {
    cancelWhenDue(context, id)
    return
  }
  const isTrialOver = before.status === 'trialing'
  if (isTrialOver && endsWithTrial(context, before)) return
  const ended = itemsOf(context, before).filter((item) => item.current_period_end <= context.now())
  const { end } = advancePeriod(context, before, ended)
  const lines = ended.map((item) => cycleLine(context, context.get('subscription_item', item.id), periodOf(item)))
  // What was used during a trial is free.
  invoiceCycle(context, before, isTrialOver ? lines.filter((line) => !line._usage) : lines)
  const subscription = setStatus(context, before, isTrialOver ? 'active' : before.status)
  context.schedule('subscription.renew', id, end)
  scheduleAnnouncements(context, subscription)
}

/** The time that `cancel_at` names has come: a last invoice carries what no other did. */
export function cancelWhenDue(context: Context, id: string) {
  const subscription = context.find('subscription', id)
  if (!subscription || subscription.ended_at !== null) return
  const lines = usageLinesUntilNow(context, subscription).filter(({ quantity_decimal: used }) => used !== '0')
  if (lines.length > 0 || pendingOf(context, subscription).length > 0) invoiceCycle(context, subscription, lines)
  endSubscription(context, context.get('subscription', id), 'cancellation_requested')
}

function invoiceCycle(context: Context, subscription: Subscription, lines: LineFields[]) {
  const isCollected = subscription.pause_collection === null && subscription.status !== 'unpaid'
  const draft = draftForSubscription(context, subscription, {
    reason: 'subscription_cycle',
    lines,
    fields: {
      auto_advance: isCollected,
      automatically_finalizes_at: isCollected ? context.now() + draftSeconds : null,
    },
  })
  const staysDraft = subscription.status === 'unpaid' || subscription.pause_collection?.behavior === 'keep_as_draft'
  if (!staysDraft) context.schedule('invoice.finalize', draft.id, context.now() + draftSeconds)
}

/** An hour after the draft: final, and charged. */
export function finalizeWhenDue(context: Context, id: string) {
  const draft = context.find('invoice', id)
  if (draft?.status !== 'draft') return
  const invoice = finalizeInvoice(context, draft)
  if (invoice.status !== 'open') return
  const behavior = subscriptionOf(context, invoice)?.pause_collection?.behavior
  if (behavior === 'void') voidInvoice(context, invoice)
  else if (behavior === 'mark_uncollectible') markUncollectible(context, invoice, 'subscription_paused')
  else collect(context, invoice)
}

export function retryInvoice(context: Context, id: string) {
  const invoice = context.find('invoice', id)
  if (invoice?.status !== 'open') return
  const tried = context.update(invoice, { attempt_count: invoice.attempt_count + 1 })
  context.emit('invoice.updated', tried, invoice)
  collect(context, tried)
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

/** After the last retry comes what the account is set to: by default, as in a new one, the subscription ends. */
function giveUp(context: Context, invoice: StripeObject<'invoice'>) {
  const subscription = subscriptionOf(context, invoice)
  if (invoice.status !== 'open' || hasRetryLeft(context, invoice) || !subscription || subscription.ended_at !== null)
    return
  const end = endOfRetries(context)
  if (end === 'cancel') endSubscription(context, subscription, 'payment_failed')
  else if (end === 'mark_unpaid') setStatus(context, subscription, 'unpaid')
}
