import type { Context } from '../../kernel/context.ts'
import type { Subscription } from './subscription-items.ts'

type Details = NonNullable<Subscription['status_details']>
type Reason = NonNullable<Details['paused']>['subscription']['type']

/** When and why a subscription was paused. */
export function pausedFor(context: Context, reason: Reason): Partial<Subscription> {
  const paused = { type: 'subscription', subscription: { type: reason }, transitioned_at: context.now() }
  return { status_details: { paused } as Details }
}
