// What an item costs for a whole period once discounts are off: what was billed of it, or what would be billed now.
import { couponOf, reductionsOf } from '../../discounts/coupon-of.ts'
import { currentDiscounts } from '../../discounts/current-discounts.ts'
import { type DiscountAmount, discountLines } from '../../discounts/discount-lines.ts'
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { itemPrice } from '../invoices/invoice-lines.ts'
import { itemsOf, type Subscription } from '../subscriptions/subscription-items.ts'
import { priceAmount } from './price-amount.ts'

type Line = StripeObject<'line_item'>
export type Side = { price: StripeObject<'price'>; quantity: number }
export type Cost = { gross: number; discounts: DiscountAmount[] }

/** The line that billed this side of the item for the time that `at` lies in. */
export function billedLine(context: Context, item: string, { price, quantity }: Side, at: number): Line | undefined {
  const [line] = context.list('line_item', (one) => {
    const sold = one.parent?.subscription_item_details
    return (
      sold?.subscription_item === item &&
      one.amount > 0 &&
      one.period.start <= at &&
      at < one.period.end &&
      one.pricing?.price_details?.price === price.id &&
      one.quantity === quantity
    )
  })
  return line
}

/** A credit gives back what was paid, discounts included. */
export function billedCost({ price, quantity }: Side, line: Line): Cost {
  const gross = priceAmount(price, quantity)
  const discounts = (line.discount_amounts ?? []).map(({ discount, amount }) => ({
    discount: discount as string,
    amount: Math.round((amount * gross) / line.amount),
  }))
  return { gross, discounts }
}

/** With the discounts of now that last: one for a single invoice is left to that invoice. */
export function currentCost(context: Context, subscription: Subscription, itemId: string, side: Side): Cost {
  const lasting = (ids: readonly unknown[]) =>
    reductionsOf(
      context,
      currentDiscounts(context, ids).filter((id) => couponOf(context, context.get('discount', id)).duration !== 'once'),
      subscription.currency,
    )
  const items = itemsOf(context, subscription)
  const lines = items.map((item) => {
    const { price, quantity } =
      item.id === itemId ? side : { price: itemPrice(context, item), quantity: item.quantity ?? 1 }
    const isMetered = price.recurring?.usage_type === 'metered'
    return {
      amount: isMetered ? 0 : priceAmount(price, quantity),
      product: price.product as string,
      isDiscountable: true,
      own: lasting(item.discounts),
    }
  })
  const amounts = discountLines(lines, lasting(context.get('subscription', subscription.id).discounts))
  const index = items.findIndex((item) => item.id === itemId)
  return { gross: priceAmount(side.price, side.quantity), discounts: amounts[index] ?? [] }
}
