// The `items` of an update: each is changed, added or removed, and the difference is prorated.
import { setItemDiscounts } from '../../discounts/subscription-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../../kernel/wire.ts'
import { settleUsageOf } from '../../usage/usage-line.ts'
import { leaveUsagePending } from '../amounts/bill-usage.ts'
import { isMetered } from '../amounts/is-metered.ts'
import { isPaidFor, prorate } from '../amounts/prorations.ts'
import { itemPrice, type Period } from '../invoices/invoice-lines.ts'
import { inside } from '../param-names.ts'
import { billUntilEnd } from './billed-until.ts'
import { intervalOf, periodOf } from './item-periods.ts'
import { periodAround } from './periods.ts'
import {
  type Item,
  insertItem,
  itemsOf,
  mostSubscriptionItems,
  readQuantity,
  refuseAbsentOfItem,
  type Subscription,
} from './subscription-items.ts'
import { givenPrice, refuseMixedPrices } from './subscription-prices.ts'

export type ItemChange = NonNullable<Params<'subscriptions.update'>['items']>[number]
export type ItemsChange = {
  isProrated: boolean
  at: number
  /** A new period begins with the change and is billed as a whole: only unused time comes back. */
  isNewPeriod?: boolean
}

type Price = StripeObject<'price'>
type Side = { price: Price; quantity: number }
/** What an item sold, and what it sells from now on; one that is added had no before, one that is removed has no after. */
type Sides = { before?: Side; after?: Side }

export function changeItems(context: Context, subscription: Subscription, changes: ItemChange[], how: ItemsChange) {
  changes.forEach((change, index) => {
    const param = `items[${index}]`
    refuseAbsentOfItem(change)
    const item = change.id ? ownItem(context, subscription, change.id, param) : undefined
    if (!item) addItem(context, subscription, change, param, how)
    else if (change.deleted) removeItem(context, subscription, item, how)
    else replaceItem(context, subscription, item, change, param, how)
  })
  checkItems(context, subscription)
}

function checkItems(context: Context, subscription: Subscription) {
  const left = itemsOf(context, subscription)
  if (left.length === 0)
    throw invalidRequest(
      'A subscription must have at least one active plan. To cancel a subscription, please use the cancel API endpoint on the subscription.',
      { param: 'items' },
    )
  if (left.length > mostSubscriptionItems)
    throw invalidRequest(`A subscription may have up to ${mostSubscriptionItems} items.`, { param: 'items' })
  const prices = left.map((item) => itemPrice(context, item))
  refuseMixedPrices(prices, subscription.billing_mode.type)
}

function ownItem(context: Context, subscription: Subscription, id: string, param: string): Item {
  const item = context.get('subscription_item', id, inside(param, 'id'))
  if (item.subscription === subscription.id) return item
  throw invalidRequest(`The subscription item ${id} does not belong to the subscription ${subscription.id}.`, {
    param: inside(param, 'id'),
  })
}

export function addItem(
  context: Context,
  subscription: Subscription,
  change: ItemChange,
  param: string,
  how: ItemsChange,
): Item {
  const price = givenPrice(context, change, param, subscription.currency)
  const inserted = insertItem(context, subscription, {
    price,
    params: { quantity: change.quantity, metadata: change.metadata || undefined, discounts: change.discounts },
    period: periodToJoin(context, subscription, price),
    param,
  })
  const item = billUntilEnd(context, subscription, inserted)
  if (isMetered(price)) settleUsageOf(context, item)
  if (isMetered(price) || how.isNewPeriod) return item
  prorateItem(context, subscription, item, { after: { price, quantity: item.quantity ?? 1 } }, how)
  return item
}

/** That of an item with the same interval, else the one that the anchor gives. */
function periodToJoin(context: Context, subscription: Subscription, price: Price): Period {
  const interval = intervalOf(price)
  const siblings = itemsOf(context, subscription)
  const isTrial = subscription.status === 'trialing'
  const sibling = siblings.find((item) => isTrial || isSameInterval(itemPrice(context, item), price))
  return sibling ? periodOf(sibling) : periodAround(subscription.billing_cycle_anchor, interval, context.now())
}

export function removeItem(context: Context, subscription: Subscription, item: Item, how: ItemsChange) {
  billUsageOf(context, subscription, item, how)
  prorateItem(context, subscription, item, { before: sideOf(context, item) }, how)
  return context.delete(item)
}

export function replaceItem(
  context: Context,
  subscription: Subscription,
  item: Item,
  change: ItemChange,
  param: string,
  how: ItemsChange,
): Item {
  const before = sideOf(context, item)
  const price =
    change.price || change.price_data || change.plan
      ? givenPrice(context, change, param, subscription.currency)
      : before.price
  const isSamePrice = price.id === before.price.id
  // Another price starts with one, unless told otherwise.
  const quantity = readQuantity(price, change.quantity ?? (isSamePrice ? item.quantity : undefined), param)
  const isSame = isSamePrice && quantity === item.quantity
  const isUnchanged = isSame && !how.isNewPeriod
  if (!isUnchanged) billUsageOf(context, subscription, item, how)
  const changed = context.update(item, {
    quantity,
    _price: price.id,
    metadata: mergeMetadata(item.metadata, change.metadata),
  })
  const discounted = setItemDiscounts(context, changed, subscription, change.discounts, inside(param, 'discounts'))
  if (isUnchanged) return discounted
  const isNewPeriod = how.isNewPeriod || !isSameInterval(price, before.price)
  const sides = isNewPeriod ? { before } : { before, after: { price, quantity: quantity ?? 1 } }
  prorateItem(context, subscription, changed, sides, how)
  return discounted
}

function isSameInterval(one: Price, other: Price): boolean {
  const [a, b] = [intervalOf(one), intervalOf(other)]
  return a.interval === b.interval && a.interval_count === b.interval_count
}

function sideOf(context: Context, item: Item): Side {
  return { price: itemPrice(context, item), quantity: item.quantity ?? 1 }
}

function prorateItem(
  context: Context,
  subscription: Subscription,
  item: Item,
  { before, after }: Sides,
  { isProrated, at }: ItemsChange,
) {
  if (!isProrated || !isPaidFor(subscription)) return
  prorate(context, { subscription, item, before, after, at })
}

/** Flexible billing charges what a price counted while it was there; classic lets it go. */
function billUsageOf(context: Context, subscription: Subscription, item: Item, { isProrated }: ItemsChange) {
  if (!isMetered(itemPrice(context, item))) return
  const isKept = isProrated && subscription.billing_mode.type === 'flexible' && subscription.status !== 'trialing'
  if (isKept) leaveUsagePending(context, subscription, item)
  settleUsageOf(context, item)
}
