// `pending_invoice_item_interval`: what waits for the subscription is billed more often than its items are.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { createDraftInvoice } from '../invoices/draft-invoice.ts'
import { draftSeconds } from '../invoices/invoice-delays.ts'
import { pendingOf } from '../invoices/leave-pending.ts'
import { type Interval, periodEnd } from './periods.ts'
import type { Subscription } from './subscription-items.ts'

type Given = Pick<Params<'subscriptions.update'>, 'pending_invoice_item_interval'>

/** A year, whatever it is counted in. */
const longest: Record<string, number> = { day: 365, week: 52, month: 12, year: 1 }

/** Sets the interval, or takes it away; left out, it stays. */
export function setPendingItemsCycle(context: Context, subscription: Subscription, params: Given): Subscription {
  const { pending_invoice_item_interval: given } = params
  if (given === undefined) return subscription
  if (!given) {
    context.unschedule('subscription.bill_pending', subscription.id)
    return context.update(subscription, {
      pending_invoice_item_interval: null,
      next_pending_invoice_item_invoice: null,
    })
  }
  const interval = { interval: given.interval, interval_count: given.interval_count ?? 1 }
  checkInterval(interval)
  const changed = context.update(subscription, {
    pending_invoice_item_interval: interval as Subscription['pending_invoice_item_interval'],
  })
  return planNext(context, changed, interval)
}

/** The clock: a draft of what waits, if anything does. */
export function billPendingItems(context: Context, id: string) {
  const before = context.get('subscription', id)
  const { pending_invoice_item_interval: interval, status } = before
  if (!interval || before.ended_at !== null) return
  const after = planNext(context, before, interval)
  context.emit('customer.subscription.updated', after, before)
  if (status === 'paused' || pendingOf(context, before).length === 0) return
  const finalizedAt = context.now() + draftSeconds
  const draft = createDraftInvoice(context, {
    customer: before.customer as string,
    currency: before.currency,
    billingReason: 'manual',
    subscription: after,
    takesPending: true,
    isOfSubscriptionAlone: true,
    fields: { automatically_finalizes_at: finalizedAt },
  })
  context.schedule('invoice.finalize', draft.id, finalizedAt)
}

function planNext(context: Context, subscription: Subscription, interval: Interval): Subscription {
  const next = periodEnd(subscription.billing_cycle_anchor, interval, context.now())
  context.schedule('subscription.bill_pending', subscription.id, next)
  return context.update(subscription, { next_pending_invoice_item_invoice: next })
}

function checkInterval({ interval, interval_count: count }: Interval) {
  const most = longest[interval] ?? 1
  if (count >= 1 && count <= most) return
  throw invalidRequest(`This value must be between 1 and ${most} (at most a year).`, {
    param: 'pending_invoice_item_interval[interval_count]',
    code: 'parameter_invalid_integer',
  })
}
