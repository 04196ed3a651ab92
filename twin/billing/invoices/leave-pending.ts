import type { Context } from '../../kernel/context.ts'
import type { ObjectFields, StripeObject } from '../../kernel/wire.ts'
import type { Subscription } from '../subscriptions/subscription-items.ts'

/** An invoice item that waits for the subscription's next invoice. */
export function leavePending(
  context: Context,
  { id, customer }: Subscription,
  fields: ObjectFields<'invoiceitem'>,
  subscriptionItem?: string,
): StripeObject<'invoiceitem'> {
  const details = { subscription: id, ...(subscriptionItem ? { subscription_item: subscriptionItem } : {}) }
  const pending = context.insert('invoiceitem', {
    customer: customer as string,
    date: context.now(),
    invoice: null,
    net_amount: fields.amount ?? 0,
    parent: { type: 'subscription_details', subscription_details: details },
    proration: false,
    ...fields,
  } as ObjectFields<'invoiceitem'>)
  context.emit('invoiceitem.created', pending)
  return pending
}

/** What waits for an invoice of this subscription alone. */
export function pendingOf(context: Context, { id }: Pick<Subscription, 'id'>): StripeObject<'invoiceitem'>[] {
  return context.list(
    'invoiceitem',
    (item) => item.invoice === null && item.parent?.subscription_details?.subscription === id,
  )
}
