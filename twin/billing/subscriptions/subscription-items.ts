// The items of a subscription: what is sold, and for which period it is paid.
import { setItemDiscounts } from '../../discounts/subscription-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { invalidRequest, notPlayed } from '../../kernel/stripe-error.ts'
import type { ObjectFields, Params, StripeObject } from '../../kernel/wire.ts'
import { isMetered } from '../amounts/is-metered.ts'
import type { Period } from '../invoices/invoice-lines.ts'
import { inside } from '../param-names.ts'
import { planOf } from './view-item.ts'

declare module '../../kernel/wire.ts' {
  interface HiddenFields {
    subscription_item: {
      /** The answered item carries the whole price, the stored one only its id. */
      _price: string
      /** Where the subscription ends within the period: nothing after it is billed. */
      _billedUntil: number | undefined
    }
    subscription: {
      /** The change that waits for its invoice. */
      _pendingParams: Params<'subscriptions.update'> | undefined
      /** What has to happen to the latest invoice for the pause to end. */
      _awaitsResumption: 'payment' | 'attempt' | undefined
    }
  }
}

export type Subscription = StripeObject<'subscription'>
export type Item = StripeObject<'subscription_item'>
export type ItemParams = NonNullable<Params<'subscriptions.create'>['items']>[number]

/** Oldest first, as Stripe lists them. */
export function itemsOf(context: Context, subscription: { id: string }): Item[] {
  return context.list('subscription_item', (item) => item.subscription === subscription.id).toReversed()
}

export const mostSubscriptionItems = 20
const absentOfItem = ['billing_thresholds', 'current_trial', 'tax_rates'] as const

type NewItem = {
  price: StripeObject<'price'>
  params: ItemParams
  period: Period
  /** Where the item stands in the request, as `items[0]`. */
  param: string
}

export function insertItem(context: Context, subscription: Subscription, given: NewItem): Item {
  const { price, params, period, param } = given
  refuseAbsentOfItem(params)
  const quantity = readQuantity(price, params.quantity, param)
  const item = context.insert('subscription_item', {
    current_period_start: period.start,
    current_period_end: period.end,
    metadata: mergeMetadata({}, params.metadata),
    quantity,
    subscription: subscription.id,
    plan: planOf(price),
    price: { ...price },
    tax_rates: [],
    _price: price.id,
  } as ObjectFields<'subscription_item'>)
  return setItemDiscounts(context, item, subscription, params.discounts, inside(param, 'discounts'))
}

/** Refuses by name what the twin does not play of an item. */
export function refuseAbsentOfItem(params: Partial<Record<(typeof absentOfItem)[number], unknown>>) {
  for (const name of absentOfItem) if (params[name]) throw notPlayed(`"${name}" of subscription items`)
}

export function refuseIncomplete({ status }: Subscription) {
  if (status !== 'incomplete') return
  throw invalidRequest(
    'You cannot update a subscription in `incomplete` status in a way that results in a new invoice. You can void the latest invoice of the subscription and create another one.',
  )
}

/** None for metered prices; one when it is left out. */
export function readQuantity(
  price: StripeObject<'price'>,
  quantity: number | undefined,
  param: string,
): number | undefined {
  if (isMetered(price)) {
    if (quantity === undefined) return undefined
    throw invalidRequest('You cannot set the quantity for metered prices.', { param: inside(param, 'quantity') })
  }
  if (quantity !== undefined && quantity < 0)
    throw invalidRequest('This value must be greater than or equal to 0.', {
      param: inside(param, 'quantity'),
      code: 'parameter_invalid_integer',
    })
  return quantity ?? 1
}
