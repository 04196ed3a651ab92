// When a subscription will end, as `cancel_at` and `cancel_at_period_end` say it.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import { activeOption } from '../../resources/feedback-options.ts'
import { checkLength } from '../../usage/check-length.ts'
import { billedUntil } from './billed-until.ts'
import { lastEnd, nextEnd } from './item-periods.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'

export type CancelParams = {
  cancel_at?: unknown
  cancel_at_period_end?: boolean | undefined
  cancellation_details?: CancellationParams | undefined
}
type CancellationParams = { comment?: string | null; feedback?: string | null; feedback_option?: string | null }
type Details = NonNullable<Subscription['cancellation_details']>

export function cancellationFields(
  context: Context,
  before: Subscription,
  params: CancelParams,
): Partial<Subscription> {
  const { cancel_at: at, cancel_at_period_end: atPeriodEnd, cancellation_details: given } = params
  const told = mergeDetails(context, before, given)
  if (at === undefined && atPeriodEnd === undefined) return given ? { cancellation_details: told } : {}
  if (atPeriodEnd && at !== undefined && at !== '' && at !== null)
    throw invalidRequest('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', {
      param: 'cancel_at_period_end',
    })
  const end = atPeriodEnd ? nextEnd(context, before) : readCancelAt(context, before, at)
  return {
    cancel_at_period_end: atPeriodEnd ?? false,
    cancel_at: end,
    canceled_at: end === null ? null : (before.canceled_at ?? context.now()),
    cancellation_details: { ...told, reason: end === null ? null : 'cancellation_requested' },
  }
}

/** The reasons that somebody gave, checked. */
export function mergeDetails(context: Context, before: Subscription, given: CancellationParams | undefined): Details {
  checkLength(given?.comment || undefined, 5_000, 'cancellation_details[comment]')
  if (given?.feedback_option) activeOption(context, given.feedback_option, 'cancellation_details[feedback_option]')
  const known = before.cancellation_details ?? { comment: null, feedback: null, feedback_option: null, reason: null }
  return { ...known, ...given } as Details
}

export function scheduleEnd(context: Context, { id, cancel_at: at }: Subscription) {
  if (at === null) context.unschedule('subscription.cancel', id)
  else context.schedule('subscription.cancel', id, at)
}

function readCancelAt(context: Context, subscription: Subscription, at: unknown): number | null {
  if (at === undefined || at === null || at === '') return null
  if (at === 'min_period_end') return nextEnd(context, subscription)
  if (at === 'max_period_end') return lastEnd(context, subscription)
  if (at === 'max_billed_until') return Math.max(...itemsOf(context, subscription).map(billedUntil))
  if (typeof at !== 'number' || at <= context.now())
    throw invalidRequest('Timestamp cannot be in the past.', { param: 'cancel_at' })
  return at
}
