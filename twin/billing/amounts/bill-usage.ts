// Usage that no invoice would otherwise carry: an item goes, changes its price, or the subscription ends.
import type { Context } from '../../kernel/context.ts'
import type { ObjectFields } from '../../kernel/wire.ts'
import { usageLine } from '../../usage/usage-line.ts'
import { itemPrice, type LineFields } from '../invoices/invoice-lines.ts'
import { leavePending } from '../invoices/leave-pending.ts'
import { periodOf } from '../subscriptions/item-periods.ts'
import { type Item, itemsOf, type Subscription } from '../subscriptions/subscription-items.ts'
import { isMetered } from './is-metered.ts'

/** Leaves what the item counted so far as a pending invoice item. */
export function leaveUsagePending(context: Context, subscription: Subscription, item: Item) {
  const line = lineUntilNow(context, item)
  if (line.quantity_decimal === '0' && line.amount === 0) return
  const { amount, currency, description, period, pricing, quantity, quantity_decimal } = line
  const fields = { amount, currency, description, discountable: true, period, pricing, quantity, quantity_decimal }
  leavePending(context, subscription, fields as ObjectFields<'invoiceitem'>, item.id)
}

/** Lines for what all metered items counted since their periods began. */
export function usageLinesUntilNow(context: Context, subscription: Subscription): LineFields[] {
  const metered = itemsOf(context, subscription).filter((item) => isMetered(itemPrice(context, item)))
  return metered.map((item) => lineUntilNow(context, item))
}

/** With what came in this very second. */
function lineUntilNow(context: Context, item: Item): LineFields {
  const period = { start: periodOf(item).start, end: context.now() }
  return usageLine(context, item, period, context.now() + 1)
}
