import type { Context } from '../../kernel/context.ts'
import type { ObjectFields, StripeObject } from '../../kernel/wire.ts'
import type { Subscription } from '../subscriptions/subscription-items.ts'
import { createDraftInvoice } from './draft-invoice.ts'
import type { LineFields } from './invoice-lines.ts'

type Invoice = StripeObject<'invoice'>
type Draft = {
  reason: Invoice['billing_reason']
  lines: LineFields[]
  /** Whether invoice items that wait are taken up; they are, unless told otherwise. */
  takesPending?: boolean
  fields?: ObjectFields<'invoice'>
}

/** A draft that becomes the subscription's latest invoice. */
export function draftForSubscription(context: Context, subscription: Subscription, draft: Draft): Invoice {
  const { reason, lines, takesPending = true, fields = {} } = draft
  const invoice = createDraftInvoice(context, {
    customer: subscription.customer as string,
    currency: subscription.currency,
    billingReason: reason,
    subscription,
    lines,
    takesPending,
    fields,
  })
  context.update(context.get('subscription', subscription.id), { latest_invoice: invoice.id })
  return invoice
}
