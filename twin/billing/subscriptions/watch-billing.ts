// Changes after which a subscription is billed at once, for a period that begins with them.
import type { Context } from '../../kernel/context.ts'
import { isMetered } from '../amounts/is-metered.ts'
import { priceAmount } from '../amounts/price-amount.ts'
import { itemPrice } from '../invoices/invoice-lines.ts'
import { intervalOf } from './item-periods.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'

/** To be called before the change; `beginsPeriod` after it. */
export function watchBilling(context: Context, subscription: Subscription) {
  const rhythm = rhythmOf(context, subscription)
  const wasFree = isFree(context, subscription)
  return {
    wasFree,
    /** Whether it is billed in another rhythm now, or was free and is no longer. */
    beginsPeriod: () => rhythmOf(context, subscription) !== rhythm || (wasFree && !isFree(context, subscription)),
  }
}

function rhythmOf(context: Context, subscription: Subscription): string {
  const [item] = itemsOf(context, subscription)
  if (!item) return ''
  const { interval, interval_count: count } = intervalOf(itemPrice(context, item))
  return `${count} ${interval}`
}

function isFree(context: Context, subscription: Subscription): boolean {
  const prices = itemsOf(context, subscription).map((item) => itemPrice(context, item))
  return prices.every((price) => !isMetered(price) && priceAmount(price, 1) === 0)
}
