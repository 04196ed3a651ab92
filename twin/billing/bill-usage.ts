// Usage that no invoice would otherwise carry: an item goes, changes its price, or the subscription ends.
import type { Context } from '../kernel/context.ts'
import type { ObjectFields } from '../kernel/wire.ts'
import { isMetered, usageLine } from '../usage/usage-line.ts'
import { itemPrice, type LineFields } from './invoice-lines.ts'
import { periodOf } from './item-periods.ts'
import { leavePending } from './leave-pending.ts'
import { type Item, itemsOf, type Subscription } from './subscription-items.ts'

/** Leaves what the item counted so far as a pending invoice item. */
export function leaveUsagePending(context: Context, subscription: Subscription, item: Item) {
  const { start } = periodOf(item)
  const line = usageLine(context, item, { start, end: context.now() })
  if (line.quantity_decimal === '0' && line.amount === 0) return
  const { amount, currency, description, period, pricing, quantity, quantity_decimal } = line
  const fields = { amount, currency, description, discountable: true, period, pricing, quantity, quantity_decimal }
  leavePending(context, subscription, fields as ObjectFields<'invoiceitem'>, item.id)
}

/** Lines for what all metered items counted since their periods began. */
export function usageLinesUntilNow(context: Context, subscription: Subscription): LineFields[] {
  const metered = itemsOf(context, subscription).filter((item) => isMetered(itemPrice(context, item)))
  return metered.map((item) => usageLine(context, item, { start: periodOf(item).start, end: context.now() }))
}
