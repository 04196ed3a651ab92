// The `items` of an update: each is changed, added or removed, and the difference is prorated.
import { setItemDiscounts } from '../discounts/subscription-discounts.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { periodOf } from './create-subscription.ts'
import { itemPrice } from './invoice-lines.ts'
import { prorate } from './prorations.ts'
import {
  givenPrice,
  type Item,
  insertItem,
  itemsOf,
  refuseMixedPrices,
  type Subscription,
} from './subscription-items.ts'

export type ItemChange = NonNullable<Params<'subscriptions.update'>['items']>[number]
export type ItemsChange = {
  isProrated: boolean
  at: number
  /** A new period begins with the change and is billed as a whole: only the unused time comes back. */
  isNewPeriod?: boolean
}

type Side = { price: StripeObject<'price'>; quantity: number }

export function changeItems(context: Context, subscription: Subscription, changes: ItemChange[], how: ItemsChange) {
  changes.forEach((change, index) => {
    const param = `items[${index}]`
    const item = change.id ? ownItem(context, subscription, change.id, param) : undefined
    if (!item) addItem(context, subscription, change, param, how)
    else if (change.deleted) removeItem(context, subscription, item, how)
    else replaceItem(context, subscription, item, change, param, how)
  })
  const left = itemsOf(context, subscription)
  if (left.length === 0)
    throw invalidRequest(
      'A subscription must have at least one active plan. To cancel a subscription, please use the cancel API endpoint on the subscription.',
      { param: 'items' },
    )
  refuseMixedPrices(left.map((item) => itemPrice(context, item)))
}

function ownItem(context: Context, subscription: Subscription, id: string, param: string): Item {
  const item = context.get('subscription_item', id, `${param}[id]`)
  if (item.subscription === subscription.id) return item
  throw invalidRequest(`The subscription item ${id} does not belong to the subscription ${subscription.id}.`, {
    param: `${param}[id]`,
  })
}

function addItem(context: Context, subscription: Subscription, change: ItemChange, param: string, how: ItemsChange) {
  const price = givenPrice(context, change, param)
  const sibling = itemsOf(context, subscription)[0]
  const period = sibling ? periodOf(sibling) : { start: context.now(), end: context.now() }
  const item = insertItem(
    context,
    subscription,
    price,
    { quantity: change.quantity, metadata: change.metadata || undefined, discounts: change.discounts },
    period,
    param,
  )
  settle(context, subscription, item, undefined, { price, quantity: item.quantity ?? 1 }, how)
}

function removeItem(context: Context, subscription: Subscription, item: Item, how: ItemsChange) {
  settle(context, subscription, item, sideOf(context, item), undefined, how)
  context.delete(item)
}

function replaceItem(
  context: Context,
  subscription: Subscription,
  item: Item,
  change: ItemChange,
  param: string,
  how: ItemsChange,
) {
  const before = sideOf(context, item)
  const price = change.price || change.price_data ? givenPrice(context, change, param) : before.price
  const isMetered = price.recurring?.usage_type === 'metered'
  const quantity = isMetered ? undefined : (change.quantity ?? item.quantity ?? 1)
  const changed = context.update(item, {
    quantity,
    _price: price.id,
    metadata: mergeMetadata(item.metadata, change.metadata),
  })
  setItemDiscounts(context, changed, subscription, change.discounts, `${param}[discounts]`)
  const isSame = price.id === before.price.id && quantity === item.quantity
  if (isSame) return
  const isNewPeriod = how.isNewPeriod || intervalOf(price) !== intervalOf(before.price)
  settle(context, subscription, changed, before, isNewPeriod ? undefined : { price, quantity: quantity ?? 1 }, how)
}

function intervalOf({ recurring }: Side['price']): string {
  return `${recurring?.interval_count} ${recurring?.interval}`
}

function sideOf(context: Context, item: Item): Side {
  return { price: itemPrice(context, item), quantity: item.quantity ?? 1 }
}

function settle(
  context: Context,
  subscription: Subscription,
  item: Item,
  before: Side | undefined,
  after: Side | undefined,
  { isProrated, at }: ItemsChange,
) {
  // During a trial nothing was paid that could come back.
  if (!isProrated || subscription.status === 'trialing' || subscription.status === 'incomplete') return
  prorate(context, { subscription, item: item.id, period: periodOf(item), before, after, at })
}
