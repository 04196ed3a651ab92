// How far an item's period is billed: to its end, or to the moment within it that `cancel_at` names.
import type { Context } from '../../kernel/context.ts'
import { prorate } from '../amounts/prorations.ts'
import { itemPrice, type Period } from '../invoices/invoice-lines.ts'
import { type Item, itemsOf, type Subscription } from './subscription-items.ts'

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

/** The end of the subscription moved: unused time comes back, time that was given back is charged again. */
export function moveBilledEnd(context: Context, id: string) {
  const subscription = context.get('subscription', id)
  // Nothing was paid for that could come back.
  if (['trialing', 'incomplete', 'paused'].includes(subscription.status)) return
  for (const item of itemsOf(context, subscription)) {
    const was = billedUntil(item)
    const is = billedUntil(billUntilEnd(context, subscription, item))
    if (was === is) continue
    const sold = { price: itemPrice(context, item), quantity: item.quantity ?? 1 }
    const span = { subscription, item, at: Math.min(was, is), until: Math.max(was, is) }
    prorate(
      context,
      is < was ? { ...span, before: sold, after: undefined } : { ...span, before: undefined, after: sold },
    )
  }
}
