import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import { voidInvoice } from '../invoices/close-invoice.ts'
import { paymentsOf } from '../invoices/invoice-payments.ts'
import type { Subscription } from './subscription-items.ts'

type Reason = 'cancellation_requested' | 'payment_failed'

/** Ends it now; what it owes stays owed. */
export function endSubscription(
  context: Context,
  before: Subscription,
  reason: Reason,
  status: 'canceled' | 'incomplete_expired' = 'canceled',
): Subscription {
  if (before.status === 'canceled' || before.status === 'incomplete_expired') {
    throw invalidRequest(`No such subscription: '${before.id}'`, { code: 'resource_missing', param: 'id' })
  }
  context.unschedule('subscription.renew', before.id)
  context.unschedule('subscription.expire_incomplete', before.id)
  context.unschedule('subscription.cancel', before.id)
  const ended = context.update(before, {
    status,
    ended_at: context.now(),
    canceled_at: before.canceled_at ?? context.now(),
    pending_update: null,
    status_details: undefined,
    _pendingParams: undefined,
    _awaitsResumption: undefined,
    cancellation_details: {
      ...before.cancellation_details,
      reason: before.cancellation_details?.reason ?? reason,
    } as Subscription['cancellation_details'],
  })
  if (status === 'canceled') stopCollecting(context, ended)
  context.emit('customer.subscription.deleted', ended)
  return ended
}

/** The first payment did not come within 23 hours. */
export function expireIncomplete(context: Context, id: string) {
  const subscription = context.get('subscription', id)
  if (subscription.status !== 'incomplete') return
  const invoice = context.find('invoice', subscription.latest_invoice as string)
  if (invoice?.status === 'open' && paymentsOf(context, invoice).length > 0) voidInvoice(context, invoice)
  else expire(context, subscription)
}

/** A subscription that waits for its first payment does not outlive the invoice that asks for it. */
export function expireWithInvoice(context: Context, { id }: { id: string }) {
  const [waiting] = context.list('subscription', (one) => one.latest_invoice === id && one.status === 'incomplete')
  if (waiting) expire(context, waiting)
}

function expire(context: Context, before: Subscription) {
  const expired = context.update(before, {
    status: 'incomplete_expired',
    ended_at: context.now(),
    canceled_at: context.now(),
  })
  context.unschedule('subscription.renew', before.id)
  context.unschedule('subscription.expire_incomplete', before.id)
  context.emit('customer.subscription.updated', expired, before)
}

/** Customers end with their subscriptions. */
export function endSubscriptionsOf(context: Context, customer: string) {
  for (const subscription of context.list(
    'subscription',
    (one) => one.customer === customer && one.ended_at === null,
  )) {
    endSubscription(context, subscription, 'cancellation_requested')
  }
}

function stopCollecting(context: Context, subscription: Subscription) {
  const open = context.list(
    'invoice',
    (one) => one.status === 'open' && one.parent?.subscription_details?.subscription === subscription.id,
  )
  for (const invoice of open) {
    context.unschedule('invoice.retry', invoice.id)
    const left = context.update(invoice, { auto_advance: false, next_payment_attempt: null })
    context.emit('invoice.updated', left, invoice)
  }
}
