// The periods of a subscription's items, each by its own price's interval.
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { itemPrice, type Period } from '../invoices/invoice-lines.ts'
import { billUntilEnd } from './billed-until.ts'
import { type Interval, periodAround, periodEnd } from './periods.ts'
import { type Item, itemsOf, type Subscription } from './subscription-items.ts'

const monthly: Interval = { interval: 'month', interval_count: 1 }

export function periodOf(item: { current_period_start: number; current_period_end: number }): Period {
  return { start: item.current_period_start, end: item.current_period_end }
}

export function intervalOf({ recurring }: Pick<StripeObject<'price'>, 'recurring'>): Interval {
  return recurring ?? monthly
}

/** The whole period that the item's is, or that its is a part of: up to an anchor ahead it is a part. */
export function wholePeriod(context: Context, subscription: Subscription, item: Item): Period {
  const interval = intervalOf(itemPrice(context, item))
  return periodAround(subscription.billing_cycle_anchor, interval, item.current_period_start)
}

/** Moves items (all of them, unless told which) to the period that begins now, and tells the next end of any. */
export function advancePeriod(
  context: Context,
  subscription: Subscription,
  items = itemsOf(context, subscription),
): Period {
  const now = context.now()
  for (const item of items) {
    const end = periodEnd(subscription.billing_cycle_anchor, intervalOf(itemPrice(context, item)), now)
    billUntilEnd(context, subscription, context.update(item, { current_period_start: now, current_period_end: end }))
  }
  return { start: now, end: nextEnd(context, subscription) }
}

export function nextEnd(context: Context, subscription: Subscription): number {
  return Math.min(...itemsOf(context, subscription).map((item) => item.current_period_end))
}

export function lastEnd(context: Context, subscription: Subscription): number {
  return Math.max(...itemsOf(context, subscription).map((item) => item.current_period_end))
}
