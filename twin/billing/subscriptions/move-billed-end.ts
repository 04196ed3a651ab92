import type { Context } from '../../kernel/context.ts'
import { isPaidFor, prorate } from '../amounts/prorations.ts'
import { itemPrice } from '../invoices/invoice-lines.ts'
import { billedUntil, billUntilEnd } from './billed-until.ts'
import { itemsOf } from './subscription-items.ts'

/** The end of the subscription moved: unused time comes back, time that was given back is charged again. */
export function moveBilledEnd(context: Context, id: string) {
  const subscription = context.get('subscription', id)
  if (!isPaidFor(subscription)) return
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
