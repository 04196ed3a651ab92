import type Stripe from 'stripe'
import type { Services } from '#lib/services.ts'
import { callStripe, isMissing } from '#lib/stripe/call-stripe.ts'
import { type PriceLine, viewPriceLine } from '#lib/subscriptions/price-line.ts'

/** What a change of plan leads to, and what it would cost this subscription. */
export interface OfferedPrice extends PriceLine {
  /** `price_…` */
  id: string
}

/** One price with its product's name; undefined where there is none. */
export async function findPrice(
  { stripe }: Pick<Services, 'stripe'>,
  id: string,
): Promise<((quantity: number) => OfferedPrice) | undefined> {
  try {
    const { value } = await callStripe(stripe, (client, options) =>
      client.prices.retrieve(id, { expand: ['product'] }, options),
    )
    return (quantity) => ({ id, ...viewPriceLine({ price: value, quantity }, nameOf(value)) })
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function nameOf({ product, nickname }: Stripe.Price): string {
  return typeof product === 'object' && 'name' in product ? product.name : (nickname ?? '')
}
