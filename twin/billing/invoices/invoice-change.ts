// The invoice that a change of a subscription makes at once, and how it is paid.
import type { Context } from '../../kernel/context.ts'
import { isMetered } from '../amounts/is-metered.ts'
import { periodLine } from '../amounts/period-line.ts'
import { periodOf } from '../subscriptions/item-periods.ts'
import { itemsOf, type Subscription } from '../subscriptions/subscription-items.ts'
import { attemptPayment, type PaymentBehavior } from './attempt-payment.ts'
import { draftForSubscription } from './draft-for-subscription.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { itemLine, itemPrice, type LineFields } from './invoice-lines.ts'
import { setStatus } from './settle-invoice.ts'

type What = 'new period' | 'trial' | 'pending alone'

/** @returns whether it is still to be paid */
export function invoiceChange(context: Context, id: string, payment: PaymentBehavior, what: What): boolean {
  const subscription = context.get('subscription', id)
  const lines = what === 'pending alone' ? [] : linesOf(context, subscription, what === 'trial')
  if (what === 'pending alone' && !hasPending(context, subscription)) return false
  const draft = draftForSubscription(context, subscription, { reason: 'subscription_update', lines })
  const invoice = finalizeInvoice(context, draft)
  if (invoice.status !== 'open' || invoice.collection_method !== 'charge_automatically') return false
  return collect(context, id, invoice, payment)
}

function collect(
  context: Context,
  id: string,
  invoice: Parameters<typeof attemptPayment>[1],
  payment: PaymentBehavior,
): boolean {
  if (payment.behavior !== 'default_incomplete') return attemptPayment(context, invoice, payment)
  const subscription = context.get('subscription', id)
  if (subscription.status === 'active') setStatus(context, subscription, 'past_due')
  return true
}

function linesOf(context: Context, subscription: Subscription, isTrial: boolean): LineFields[] {
  const items = itemsOf(context, subscription).filter((item) => !isMetered(itemPrice(context, item)))
  return items.map((item) => (isTrial ? itemLine(context, item, periodOf(item), true) : periodLine(context, item)))
}

/** Nothing to say makes no invoice. */
function hasPending(context: Context, { id, customer }: Subscription): boolean {
  return context
    .list('invoiceitem', (item) => item.customer === customer && item.invoice === null)
    .some((item) => [id, null].includes((item.parent?.subscription_details?.subscription ?? null) as string | null))
}
