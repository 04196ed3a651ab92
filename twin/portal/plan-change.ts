// The one change of a plan that a customer is asked to confirm.
import { itemPrice } from '../billing/invoices/invoice-lines.ts'
import { itemsOf, type Subscription } from '../billing/subscriptions/subscription-items.ts'
import type { GivenDiscount } from '../discounts/redeem-discounts.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest, parameterMissing, resourceMissing } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { SessionParams } from './create-portal-session.ts'

type GivenChange = NonNullable<NonNullable<SessionParams['flow_data']>['subscription_update_confirm']>
type Configuration = StripeObject<'billing_portal.configuration'>
export type PlanChange = { id: string; price: string; quantity?: number; discounts?: GivenDiscount[] }

const at = 'flow_data[subscription_update_confirm]'

export function readPlanChange(
  context: Context,
  subscription: Subscription,
  configuration: Configuration,
  { items }: Pick<GivenChange, 'items'>,
): PlanChange {
  const [given, second] = items
  if (!given) {
    throw parameterMissing(`${at}[items]`)
  }
  if (second) throw invalidRequest('Only up to one item may be specified.', { param: `${at}[items]` })
  const item = itemsOf(context, subscription).find(({ id }) => id === given.id)
  if (!item) throw resourceMissing('subscription item', given.id, `${at}[items][0][id]`)
  const change = { id: item.id, price: given.price ?? item._price ?? '', quantity: given.quantity }
  const reason = refusePlanChange(context, subscription, configuration, change)
  if (reason) throw invalidRequest(reason.message, { param: `${at}[items][0][${reason.field}]` })
  return { id: change.id, price: change.price, ...(given.quantity === undefined ? {} : { quantity: given.quantity }) }
}

/** Why the configuration does not offer this change, or nothing. */
export function refusePlanChange(
  context: Context,
  subscription: Subscription,
  { id: configurationId, features, _products: products = [] }: Configuration,
  change: { id: string; price: string; quantity?: number | undefined },
): { message: string; field: 'price' | 'quantity'; isNoChange?: boolean } | undefined {
  const item = itemsOf(context, subscription).find(({ id }) => id === change.id)
  if (!item) throw resourceMissing('subscription item', change.id)
  const allowed = features.subscription_update.default_allowed_updates
  const price = context.get('price', change.price, `${at}[items][0][price]`)
  const isOtherPrice = price.id !== item._price
  const isOtherQuantity = change.quantity !== undefined && change.quantity !== item.quantity
  if (!isOtherPrice && !isOtherQuantity)
    return { message: 'There are no changes to confirm.', field: 'price', isNoChange: true }
  const product = products.find(({ prices }) => prices.includes(price.id))
  if (!product || (isOtherPrice && !allowed.includes('price'))) {
    const message = `The item \`${item.id}\` cannot be updated to price \`${price.id}\` because the configuration \`${configurationId}\` does not include the price in its \`features[subscription_update][products]\`.`
    return { message, field: 'price' }
  }
  if (isOtherPrice && price.currency !== itemPrice(context, item).currency) {
    return { message: `The price ${price.id} is in another currency than the subscription.`, field: 'price' }
  }
  if (!isOtherQuantity) return undefined
  const { enabled, minimum, maximum } = product.adjustable_quantity
  const quantity = change.quantity ?? 1
  if (!allowed.includes('quantity') && !enabled) {
    return { message: "The configuration does not allow changing the subscription's quantity.", field: 'quantity' }
  }
  if (quantity < Math.max(1, minimum) || (maximum !== null && quantity > maximum)) {
    return { message: `The quantity ${quantity} is outside what the configuration allows.`, field: 'quantity' }
  }
  return undefined
}
