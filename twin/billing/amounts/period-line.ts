// What a licensed item costs for its period, or for the part of it that is billed.
import type { Context } from '../../kernel/context.ts'
import { itemLine, itemPrice, type LineFields, type Period } from '../invoices/invoice-lines.ts'
import { billedPeriod } from '../subscriptions/billed-until.ts'
import { wholePeriod } from '../subscriptions/item-periods.ts'
import type { Item } from '../subscriptions/subscription-items.ts'
import { priceAmount } from './price-amount.ts'

export function periodLine(context: Context, item: Item): LineFields {
  const subscription = context.get('subscription', item.subscription)
  return partialLine(context, item, billedPeriod(item), wholePeriod(context, subscription, item))
}

/** The share that `period` has of a whole one. */
export function partialLine(context: Context, item: Item, period: Period, whole: Period): LineFields {
  const line = itemLine(context, item, period, false)
  const share = (period.end - period.start) / (whole.end - whole.start)
  if (share === 1) return line
  const amount = Math.round(priceAmount(itemPrice(context, item), item.quantity ?? 1) * share)
  return { ...line, amount, subtotal: amount }
}
