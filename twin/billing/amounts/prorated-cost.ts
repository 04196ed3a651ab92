// What an item costs for a whole period once discounts are off: what was billed of it, or what would be billed now.
import { couponOf, reductionsOf } from '../../discounts/coupon-of.ts'
import { currentDiscounts } from '../../discounts/current-discounts.ts'
import { type DiscountAmount, discountLines, sumDiscounts } from '../../discounts/discount-lines.ts'
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { groupBy } from '../../usage/group-by.ts'
import { itemPrice } from '../invoices/invoice-lines.ts'
import { itemsOf, type Subscription } from '../subscriptions/subscription-items.ts'
import { isMetered } from './is-metered.ts'
import { priceAmount } from './price-amount.ts'

type Line = StripeObject<'line_item'>
export type Side = { price: StripeObject<'price'>; quantity: number }
export type Cost = { gross: number; discounts: DiscountAmount[] }

/** The lines that billed this side of the item for the time that `at` lies in: one, or one a tier. */
export function billedLines(context: Context, item: string, { price, quantity }: Side, at: number): Line[] {
  const lines = context.list('line_item', (one) => {
    const sold = one.parent?.subscription_item_details
    return (
      sold?.subscription_item === item &&
      one.amount >= 0 &&
      one.period.start <= at &&
      at < one.period.end &&
      one.pricing?.price_details?.price === price.id
    )
  })
  const together = groupBy(lines, invoiceAndKind).map(([, group]) => group)
  const isWhole = (group: Line[]) => sum(group, (line) => line.quantity ?? 0) === quantity && amountOf(group) > 0
  return together.find(isWhole)?.toReversed() ?? []
}

/** What a change added to an invoice is apart from what the period cost. */
function invoiceAndKind({ id, invoice, parent }: Line): string {
  return parent?.subscription_item_details?.proration ? id : (invoice ?? id)
}

function amountOf(lines: Line[]): number {
  return sum(lines, ({ amount }) => amount)
}

function sum<Each>(all: Each[], count: (one: Each) => number): number {
  return all.reduce((total, one) => total + count(one), 0)
}

/** A credit gives back what was paid, discounts included. */
export function billedCost({ price, quantity }: Side, lines: Line[]): Cost {
  const gross = priceAmount(price, quantity)
  const taken = lines.map((line) =>
    (line.discount_amounts ?? []).map(({ discount, amount }) => ({ discount: discount as string, amount })),
  )
  const discounts = sumDiscounts(taken).map(({ discount, amount }) => ({
    discount,
    amount: Math.round((amount * gross) / amountOf(lines)),
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
    return {
      amount: isMetered(price) ? 0 : priceAmount(price, quantity),
      product: price.product as string,
      isDiscountable: true,
      own: lasting(item.discounts),
    }
  })
  const amounts = discountLines(lines, lasting(context.get('subscription', subscription.id).discounts))
  const index = items.findIndex((item) => item.id === itemId)
  return { gross: priceAmount(side.price, side.quantity), discounts: amounts[index] ?? [] }
}
