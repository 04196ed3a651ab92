// The products and prices that a portal offers for switching plans.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { GivenFeatures } from './configuration-features.ts'

export type PortalProduct = NonNullable<
  StripeObject<'billing_portal.configuration'>['features']['subscription_update']['products']
>[number]
type Given = Exclude<NonNullable<NonNullable<GivenFeatures['subscription_update']>['products']>, ''>

const param = 'features[subscription_update][products]'

export function readProducts(context: Context, products: Given): PortalProduct[] {
  if (products.length > 10) throw invalidRequest('Up to 10 products may be specified.', { param })
  return products.map((product, index) => readProduct(context, product, `${param}[${index}]`))
}

function readProduct(context: Context, given: Given[number], at: string): PortalProduct {
  const { id } = context.get('product', given.product, `${at}[product]`)
  const intervals = new Set<string>()
  given.prices.forEach((priceId, index) => {
    const price = context.get('price', priceId, `${at}[prices][${index}]`)
    if (price.product !== id) {
      throw invalidRequest(`The price ${priceId} does not belong to the product ${id}.`, { param: `${at}[prices]` })
    }
    if (!price.recurring) {
      throw invalidRequest(`The price ${priceId} is not recurring.`, { param: `${at}[prices]` })
    }
    const interval = `${price.recurring.interval_count} ${price.recurring.interval} ${price.currency}`
    if (intervals.has(interval)) {
      const message = `The product ${id} has two prices with the same recurring interval; only one can be offered.`
      throw invalidRequest(message, { param: `${at}[prices]` })
    }
    intervals.add(interval)
  })
  return { product: id, prices: given.prices, adjustable_quantity: readQuantity(given, at) }
}

function readQuantity({ adjustable_quantity: given }: Given[number], at: string) {
  const { enabled = false, minimum = 0, maximum } = given ?? {}
  if (minimum < 0 || (maximum !== undefined && maximum < minimum)) {
    throw invalidRequest('The minimum quantity must not be above the maximum.', { param: `${at}[adjustable_quantity]` })
  }
  return { enabled, minimum, maximum: maximum ?? null }
}
