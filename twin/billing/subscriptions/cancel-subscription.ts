// `DELETE /v1/subscriptions/:id`: the end, now; with what was used and what was paid for in vain, if asked.
import type { Context } from '../../kernel/context.ts'
import { resourceMissing } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { usageLinesUntilNow } from '../amounts/bill-usage.ts'
import { voidInvoice } from '../invoices/close-invoice.ts'
import { draftForSubscription } from '../invoices/draft-for-subscription.ts'
import { finalizeInvoice } from '../invoices/finalize-invoice.ts'
import { pendingOf } from '../invoices/leave-pending.ts'
import { tryToPay } from '../invoices/pay-invoice.ts'
import { mergeDetails } from './cancel-at.ts'
import { endSubscription } from './end-subscription.ts'
import type { Subscription } from './subscription-items.ts'
import { creditUnusedTime } from './trial-change.ts'

export function cancelSubscription(
  context: Context,
  found: Subscription,
  { prorate: isProrated, invoice_now: isInvoiced, cancellation_details: given }: Params<'subscriptions.cancel'>,
  proratedAt = context.now(),
): Subscription {
  if (found.ended_at !== null) throw resourceMissing('subscription', found.id)
  const before = context.update(found, {
    ...(given ? { cancellation_details: mergeDetails(context, found, given) } : {}),
    cancel_at_period_end: false,
  })
  if (before.status === 'incomplete') return cancelIncomplete(context, before)
  if (!isInvoiced && !isProrated) dropProrations(context, before)
  if (isProrated && before.status !== 'trialing') creditUnusedTime(context, before, proratedAt)
  const usage = isInvoiced ? usageLinesUntilNow(context, before) : []
  const ended = endSubscription(context, before, 'cancellation_requested')
  if (!isInvoiced) return ended
  if (usage.length > 0 || pendingOf(context, ended).length > 0) invoiceRest(context, ended, usage)
  return context.get('subscription', ended.id)
}

/** What waits because of earlier changes goes with a subscription that ends at once. */
function dropProrations(context: Context, subscription: Subscription) {
  for (const item of pendingOf(context, subscription).filter(({ proration }) => proration)) {
    context.emit('invoiceitem.deleted', item)
    context.delete(item)
  }
}

/** It never began: its invoice goes with it. */
function cancelIncomplete(context: Context, before: Subscription): Subscription {
  const ended = endSubscription(context, before, 'cancellation_requested', 'incomplete_expired')
  const invoice = context.find('invoice', before.latest_invoice as string)
  if (invoice?.status === 'open') voidInvoice(context, invoice)
  return ended
}

function invoiceRest(context: Context, subscription: Subscription, lines: ReturnType<typeof usageLinesUntilNow>) {
  const draft = draftForSubscription(context, subscription, { reason: 'subscription_cycle', lines })
  const invoice = finalizeInvoice(context, draft)
  if (invoice.status === 'open') tryToPay(context, invoice)
}
