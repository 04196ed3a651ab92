// What a subscription may sell: recurring prices, of one currency, each once.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../../kernel/wire.ts'
import { createPrice } from '../../resources/prices.ts'
import { priceIn } from '../amounts/price-amount.ts'
import { inside } from '../param-names.ts'

/** The recurring price that an item asks for, in this currency if it has it. */
export function givenPrice(
  context: Context,
  params: { price?: string; price_data?: unknown; plan?: string },
  param: string,
  currency?: string,
): StripeObject<'price'> {
  const named = (['price', 'plan', 'price_data'] as const).filter((name) => params[name])
  if (named.length > 1)
    throw invalidRequest(`You may only specify one of these parameters: ${named.join(', ')}.`, {
      param: inside(param, named.at(-1) ?? 'price'),
    })
  if (params.price_data) return createPrice(context, params.price_data as Params<'prices.create'>)
  // A price's id is its plan's, too.
  const field = params.plan ? 'plan' : 'price'
  const id = params[field]
  if (!id)
    throw invalidRequest(`Missing required param: ${inside(param, 'price')}.`, {
      code: 'parameter_missing',
      param: inside(param, 'price'),
    })
  const price = context.get('price', id, inside(param, field))
  if (!price.active && !price._isInline)
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
      param: inside(param, field),
    })
  if (!price.recurring) {
    throw invalidRequest(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      { param: inside(param, field) },
    )
  }
  return (currency && priceIn(price, currency)) || price
}

/** One currency, each price once, and (in classic billing) one interval. */
export function refuseMixedPrices(prices: StripeObject<'price'>[], billingMode: string) {
  const [first] = prices
  for (const price of prices) {
    if (price.currency !== first?.currency)
      throw invalidRequest('All prices on a subscription must have the same `currency`.', { param: 'items' })
    const isSame =
      price.recurring?.interval === first?.recurring?.interval &&
      price.recurring?.interval_count === first?.recurring?.interval_count
    if (!isSame && billingMode === 'classic')
      throw invalidRequest(
        'All prices on a subscription must have the same `recurring.interval` and `recurring.interval_count`. If you meant to update an existing subscription item instead of creating a new one, make sure to include the subscription item ID in the request.',
        { param: 'items' },
      )
  }
  const ids = prices.map((price) => price.id)
  if (new Set(ids).size < ids.length)
    throw invalidRequest('Cannot add multiple subscription items with the same price.', { param: 'items' })
}

/** The prices' currency must be the one asked for, and that of the customer's running subscriptions. */
export function refuseOtherCurrency(
  context: Context,
  customer: { id: string },
  currency: string,
  asked: string | undefined,
) {
  if (asked !== undefined && asked.toLowerCase() !== currency)
    throw invalidRequest(
      `The price specified only supports \`${currency}\`. This doesn't match the expected currency: \`${asked}\`.`,
      { param: 'currency' },
    )
  const [other] = context.list(
    'subscription',
    (one) => one.customer === customer.id && one.ended_at === null && one.currency !== currency,
  )
  if (!other) return
  throw invalidRequest(
    `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency ${other.currency}.`,
  )
}
