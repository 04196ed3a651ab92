// How far an item's period is billed: to its end, or to the moment within it that `cancel_at` names.
import type { Context } from '../../kernel/context.ts'
import type { Period } from '../invoices/invoice-lines.ts'
import type { Item, Subscription } from './subscription-items.ts'

export function billedUntil(item: Item): number {
  return Math.min(item._billedUntil ?? Infinity, item.current_period_end)
}

/** The part of the item's period that is paid for. */
export function billedPeriod(item: Item): Period {
  return { start: item.current_period_start, end: billedUntil(item) }
}

/** For a period that begins: what it bills ends with the subscription. */
export function billUntilEnd(context: Context, { cancel_at: end }: Pick<Subscription, 'cancel_at'>, item: Item): Item {
  return context.update(item, { _billedUntil: end ?? undefined })
}
