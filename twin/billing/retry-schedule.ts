// When a failed invoice is tried again. Stripe's own default is a schedule that it learns; ours is one that a test can name.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { subscriptionOf } from './draft-invoice.ts'

type Invoice = StripeObject<'invoice'>

const retryDays = [3, 5, 7]

/** Sets the next attempt, while there is one; a first invoice of a subscription is never tried by itself. */
export function scheduleRetry(context: Context, invoice: Invoice): Invoice {
  const days = retryDays[invoice.attempt_count - 1]
  const subscription = subscriptionOf(context, invoice)
  const isTriedAgain =
    invoice.collection_method === 'charge_automatically' && days !== undefined && subscription?.status !== 'incomplete'
  if (!isTriedAgain || invoice.auto_advance === false) return context.update(invoice, { next_payment_attempt: null })
  const next = context.now() + days * 86_400
  context.schedule('invoice.retry', invoice.id, next)
  return context.update(invoice, { next_payment_attempt: next })
}

export function hasRetryLeft(invoice: Invoice): boolean {
  return invoice.attempt_count <= retryDays.length
}
