import type { Context } from '../../kernel/context.ts'
import { StripeError } from '../../kernel/stripe-error.ts'
import type { AnyObject } from '../../kernel/wire.ts'
import { previewInvoice } from '../previews/preview-invoice.ts'

/** Tells of a subscription's next invoice, which is not made yet and so has no id. */
export function announceInvoice(context: Context, id: string) {
  const subscription = context.find('subscription', id)
  if (!subscription || subscription.ended_at !== null || subscription.cancel_at !== null) return
  const invoice = findUpcoming(context, id)
  if (!invoice) return
  const { id: _, ...upcoming } = invoice
  context.emit('invoice.upcoming', upcoming as AnyObject)
}

/** None when a trial ends in a pause. */
function findUpcoming(context: Context, subscription: string) {
  try {
    return previewInvoice(context, { subscription })
  } catch (error) {
    if (error instanceof StripeError && error.fields.code === 'invoice_upcoming_none') return undefined
    throw error
  }
}
