import type Stripe from 'stripe'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'

const listLimit = 100

/**
 * The names of what these prices sell, by product id.
 * One call beside the subscriptions', because Stripe expands four levels and a list's `data.items.data.price.product` is five.
 */
export async function getProductNames(
  { stripe }: Pick<Services, 'stripe'>,
  prices: readonly Pick<Stripe.Price, 'product'>[],
): Promise<Map<string, string>> {
  const ids = [...new Set(prices.map(({ product }) => (typeof product === 'string' ? product : product.id)))]
  if (ids.length === 0) return new Map()
  const { value } = await callStripe(stripe, (client, options) =>
    client.products.list({ ids: ids.slice(0, listLimit), limit: listLimit }, options),
  )
  return new Map(value.data.map(({ id, name }) => [id, name]))
}
