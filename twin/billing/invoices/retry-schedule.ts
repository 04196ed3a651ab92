// When a failed invoice is tried again, and what happens after the last time. Stripe's own default is a schedule that it
// learns; the twin's is one that a test can name, and `POST /_twin/retries` changes it.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { AnyObject, StripeObject } from '../../kernel/wire.ts'
import { subscriptionOf } from './draft-invoice.ts'

type Invoice = StripeObject<'invoice'>
type RetrySettings = { retry_days: number[]; end_behavior: EndOfRetries }
export type EndOfRetries = 'cancel' | 'mark_unpaid' | 'leave_past_due'

const endings: string[] = ['cancel', 'mark_unpaid', 'leave_past_due']
const initial: RetrySettings = { retry_days: [3, 5, 7], end_behavior: 'cancel' }
const stored = { object: 'twin.retry_settings', id: 'retry_settings' }

/** Sets the next attempt, while there is one; a first invoice of a subscription is never tried by itself. */
export function scheduleRetry(context: Context, invoice: Invoice): Invoice {
  const days = readRetrySettings(context).retry_days[invoice.attempt_count - 1]
  const subscription = subscriptionOf(context, invoice)
  const isTriedAgain =
    invoice.collection_method === 'charge_automatically' && days !== undefined && subscription?.status !== 'incomplete'
  if (!isTriedAgain || invoice.auto_advance === false) return context.update(invoice, { next_payment_attempt: null })
  const next = context.now() + days * 86_400
  context.schedule('invoice.retry', invoice.id, next)
  return context.update(invoice, { next_payment_attempt: next })
}

export function hasRetryLeft(context: Context, invoice: Invoice): boolean {
  return invoice.attempt_count <= readRetrySettings(context).retry_days.length
}

export function endOfRetries(context: Context): EndOfRetries {
  return readRetrySettings(context).end_behavior
}

export function readRetrySettings(context: Context): RetrySettings {
  const found = context.account.store.find(stored.object, stored.id) as (AnyObject & RetrySettings) | undefined
  return found ? { retry_days: found.retry_days, end_behavior: found.end_behavior } : initial
}

/** `POST /_twin/retries {"retry_days": [1, 3], "end_behavior": "mark_unpaid"}`; what is left out stays. */
export function configureRetries(context: Context<Record<string, unknown>>): RetrySettings {
  const { retry_days: days, end_behavior: end } = { ...readRetrySettings(context), ...context.params }
  if (!Array.isArray(days) || !days.every((one) => Number.isSafeInteger(one) && one > 0))
    throw invalidRequest('"retry_days" must be a list of whole days.', { param: 'retry_days' })
  if (!endings.includes(String(end)))
    throw invalidRequest(`"end_behavior" must be one of ${endings.join(', ')}.`, { param: 'end_behavior' })
  const settings = { retry_days: days as number[], end_behavior: end as EndOfRetries }
  context.account.store.put({ ...stored, ...settings })
  return settings
}
