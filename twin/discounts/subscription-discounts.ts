// Discounts that stay with a subscription or one of its items, until they are spent, end, or are taken away.

import { isMetered } from '../billing/amounts/is-metered.ts'
import { priceAmount } from '../billing/amounts/price-amount.ts'
import { itemPrice } from '../billing/invoices/invoice-lines.ts'
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { couponOf, type Discount } from './coupon-of.ts'
import type { DiscountAmount } from './discount-lines.ts'
import { type GivenDiscount, redeemDiscounts } from './redeem-discounts.ts'

type Subscription = StripeObject<'subscription'>
type Item = StripeObject<'subscription_item'>

/**
 * What `discounts` of a create or an update does to a subscription: a list replaces those before, '' clears them, an
 * empty list or none changes nothing.
 */
export function setSubscriptionDiscounts(
  context: Context,
  subscription: Subscription,
  given: readonly GivenDiscount[] | '' | null | undefined,
): Subscription {
  if (given === undefined || given === null || (given !== '' && given.length === 0)) return subscription
  const items = context.list('subscription_item', (item) => item.subscription === subscription.id)
  const subtotal = items.reduce((sum, item) => sum + itemAmount(context, item), 0)
  const { customer, currency } = subscription
  const owner = { customer: customer as string, currency, subtotal, subscription: subscription.id }
  const ids = given === '' ? [] : redeemDiscounts(context, given, owner, { reusable: subscription.discounts })
  const changed = context.update(subscription, { discounts: ids })
  tellChange(context, subscription.discounts, ids)
  return changed
}

/** The same for one item. */
export function setItemDiscounts(
  context: Context,
  item: Item,
  subscription: Subscription,
  given: readonly GivenDiscount[] | '' | null | undefined,
  param = 'discounts',
): Item {
  if (given === undefined || given === null || (given !== '' && given.length === 0)) return item
  const owner = {
    customer: subscription.customer as string,
    currency: subscription.currency,
    subtotal: itemAmount(context, item),
    subscription: subscription.id,
    subscription_item: item.id,
  }
  const ids = given === '' ? [] : redeemDiscounts(context, given, owner, { reusable: item.discounts, param })
  const changed = context.update(item, { discounts: ids })
  tellChange(context, item.discounts, ids)
  return changed
}

/** A coupon for one invoice has done its work once an invoice got cheaper by it. */
export function spendDiscounts(context: Context, amounts: readonly DiscountAmount[]) {
  for (const { discount: id, amount } of amounts) {
    const discount = context.find('discount', id)
    if (amount > 0 && discount?.subscription && couponOf(context, discount).duration === 'once')
      removeDiscount(context, discount)
  }
}

/** When its months are over. */
export function endDiscount(context: Context, id: string) {
  const discount = context.find('discount', id)
  if (discount) removeDiscount(context, discount)
}

/** The owner has it no longer; invoices that it made cheaper keep their reference. */
export function removeDiscount(context: Context, discount: Discount) {
  const item = context.find('subscription_item', discount.subscription_item)
  const subscription = item ? undefined : context.find('subscription', discount.subscription)
  const owner = item ?? subscription
  if (!owner?.discounts.includes(discount.id)) return
  const changed = context.update(owner, { discounts: owner.discounts.filter((id) => id !== discount.id) })
  tellRemoved(context, discount)
  if (changed.object === 'subscription' && changed.ended_at === null)
    context.emit('customer.subscription.updated', changed, owner)
}

function tellChange(context: Context, before: readonly unknown[], after: readonly string[]) {
  for (const id of before)
    if (!after.includes(id as string)) tellRemoved(context, context.get('discount', id as string))
  for (const id of after) {
    if (before.includes(id)) continue
    const discount = context.get('discount', id)
    if (discount.end !== null) context.schedule('discount.end', id, discount.end)
    context.emit('customer.discount.created', discount)
  }
}

function tellRemoved(context: Context, discount: Discount) {
  context.unschedule('discount.end', discount.id)
  context.emit('customer.discount.deleted', discount)
}

function itemAmount(context: Context, item: Item): number {
  const price = itemPrice(context, item)
  return isMetered(price) ? 0 : priceAmount(price, item.quantity ?? 1)
}
