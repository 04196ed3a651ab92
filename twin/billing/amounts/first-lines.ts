// The lines of a subscription's first invoice: its first period, or the part of one before the anchor, and what a start
// in the past adds.
import type { Context } from '../../kernel/context.ts'
import { usageLine } from '../../usage/usage-line.ts'
import { itemLine, itemPrice, type LineFields, type Period } from '../invoices/invoice-lines.ts'
import { intervalOf, periodOf } from '../subscriptions/item-periods.ts'
import { periodAround } from '../subscriptions/periods.ts'
import { type Item, itemsOf, type Subscription } from '../subscriptions/subscription-items.ts'
import { isMetered } from './is-metered.ts'
import { partialLine, periodLine } from './period-line.ts'

export function firstLines(
  context: Context,
  subscription: Subscription,
  prorationBehavior: string | undefined,
): LineFields[] {
  const isProrated = prorationBehavior !== 'none'
  return itemsOf(context, subscription).flatMap((item) => [
    ...(isProrated ? pastLines(context, subscription, item) : []),
    ...presentLines(context, subscription, item, isProrated),
  ])
}

function presentLines(context: Context, subscription: Subscription, item: Item, isProrated: boolean): LineFields[] {
  const period = periodOf(item)
  const isTrial = subscription.trial_end !== null
  const isFlexible = subscription.billing_mode.type === 'flexible'
  if (isMetered(itemPrice(context, item))) return isFlexible ? [] : [itemLine(context, item, period, isTrial)]
  if (isTrial) return [itemLine(context, item, period, true)]
  const isPart = subscription.billing_cycle_anchor > context.now()
  return isPart && !isProrated ? [] : [periodLine(context, item)]
}

/** Flexible billing bills each period since the start on its own; classic all of the time in one line. */
function pastLines(context: Context, subscription: Subscription, item: Item): LineFields[] {
  const now = context.now()
  const { start_date: start, trial_end: trialEnd } = subscription
  if (start >= now || trialEnd !== null) return []
  const interval = intervalOf(itemPrice(context, item))
  const until = Math.min(periodOf(item).start, now)
  const periods: Period[] = []
  for (let at = start; at < until; ) {
    const { end } = periodAround(subscription.billing_cycle_anchor, interval, at)
    periods.push({ start: at, end: Math.min(end, until) })
    at = end
  }
  const lines = periods.map((period) => pastLine(context, subscription, item, period))
  if (subscription.billing_mode.type === 'flexible' || lines.length < 2) return lines
  const amount = lines.reduce((sum, line) => sum + (line.amount as number), 0)
  return [{ ...lines[0], amount, subtotal: amount, period: { start, end: until } } as LineFields]
}

function pastLine(context: Context, subscription: Subscription, item: Item, period: Period): LineFields {
  if (isMetered(itemPrice(context, item))) return usageLine(context, item, period)
  const interval = intervalOf(itemPrice(context, item))
  return partialLine(context, item, period, periodAround(subscription.billing_cycle_anchor, interval, period.start))
}
