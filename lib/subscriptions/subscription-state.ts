// In what state a subscription is, as a customer would ask: does it run, until when, and is something wrong with it?
import type Stripe from 'stripe'

export type SubscriptionStateKind =
  | 'active'
  | 'trial'
  | 'ends'
  | 'payments_paused'
  | 'paused'
  | 'past_due'
  | 'unpaid'
  | 'incomplete'
  | 'expired'
  | 'ended'
  | 'unknown'

export interface SubscriptionState {
  kind: SubscriptionStateKind
  /** The day that belongs to it, where there is one: seconds. */
  at: number | null
}

type Dates = Pick<
  Stripe.Subscription,
  'status' | 'cancel_at' | 'cancel_at_period_end' | 'trial_end' | 'ended_at' | 'canceled_at' | 'pause_collection'
> & { items: { data: Pick<Stripe.SubscriptionItem, 'current_period_end'>[] } }

export function stateOf(subscription: Dates): SubscriptionState {
  const { status, trial_end, ended_at, canceled_at, pause_collection } = subscription
  switch (status) {
    case 'canceled':
      return { kind: 'ended', at: ended_at ?? canceled_at }
    case 'incomplete_expired':
      return { kind: 'expired', at: null }
    case 'incomplete':
      return { kind: 'incomplete', at: null }
    case 'past_due':
      return { kind: 'past_due', at: null }
    case 'unpaid':
      return { kind: 'unpaid', at: null }
    case 'paused':
      return { kind: 'paused', at: null }
    case 'active':
    case 'trialing': {
      const endsAt = endOf(subscription)
      if (endsAt !== null) return { kind: 'ends', at: endsAt }
      if (status === 'trialing') return { kind: 'trial', at: trial_end }
      if (pause_collection) return { kind: 'payments_paused', at: pause_collection.resumes_at }
      return { kind: 'active', at: null }
    }
    default:
      return { kind: 'unknown', at: null }
  }
}

/** When it ends, however that was asked for: the portal sets a day, an API call may set a flag. */
export function endOf(subscription: Dates): number | null {
  const { cancel_at, cancel_at_period_end } = subscription
  return cancel_at ?? (cancel_at_period_end ? periodEndOf(subscription) : null)
}

/** Items may have periods of their own; what was paid for lasts until the last of them. */
export function periodEndOf({ items }: Pick<Dates, 'items'>): number | null {
  const ends = items.data.map((item) => item.current_period_end)
  return ends.length > 0 ? Math.max(...ends) : null
}

/** Whether the subscription asks for money, or will again. */
export function isRunning({ status }: Pick<Dates, 'status'>): boolean {
  return ['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete'].includes(status)
}
