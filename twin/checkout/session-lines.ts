// What a checkout session sells.
import { isMetered } from '../billing/amounts/is-metered.ts'
import { priceAmount, priceIn } from '../billing/amounts/price-amount.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import {
  belowMinimum,
  invalidRequest,
  notPlayed,
  parameterMissing,
  parametersExclusive,
} from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { withinParam } from '../kernel/within-param.ts'
import { createPrice } from '../resources/prices.ts'
import { type Adjustable, readAdjustable } from './adjustable-quantity.ts'
import type { Address } from './collected-details.ts'

export type Session = StripeObject<'checkout.session'>
export type SessionLine = {
  id: string
  price: string
  quantity: number
  adjustable: Adjustable | null
  metadata: Record<string, string>
  /** Which of the `optional_items` the customer added by it. */
  optional?: number
}
export type CreateParams = Params<'checkout.sessions.create'>
type Contact = { name?: string | null; address: Address }
export type Collected = {
  email?: string
  phoneNumber?: string
  billingAddress?: Contact
  shippingAddress?: Contact
  individualName?: string
  businessName?: string
}

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    'checkout.session': {
      _lines: SessionLine[]
      /** What becomes of the session when it completes. */
      _subscriptionData: CreateParams['subscription_data']
      _paymentIntentData: CreateParams['payment_intent_data']
      _setupIntentData: CreateParams['setup_intent_data']
      /** The request itself: a session that expired is made anew from it. */
      _given: CreateParams
      /** The promotion code that the customer typed. */
      _promotionCode: string | null
      /** The subscription or intent of a try that waits for authentication. */
      _attempt: string | null
      /** What the customer said on a page of the host's own, before paying. */
      _collected: Collected
    }
  }
}

const mostLines = 100
const mostOfAKind = 20

export function readLines(context: Context, params: CreateParams): SessionLine[] {
  const { mode, line_items: items } = params
  if (mode === 'setup') {
    if (items) throw invalidRequest('You can not pass `line_items` in `setup` mode.', { param: 'line_items' })
    return []
  }
  if (!items?.length)
    throw invalidRequest(`\`line_items\` is required in \`${mode}\` mode.`, {
      param: 'line_items',
      code: 'parameter_missing',
    })
  const lines = items.map((item, index) => readLine(context, item, `line_items[${index}]`))
  checkKinds(context, mode, lines, 'line_items')
  return lines
}

/** Which prices go together in a mode, and how many. */
export function checkKinds(context: Context, mode: CreateParams['mode'], lines: SessionLine[], param: string) {
  const refused = (message: string) => invalidRequest(message, { param })
  const prices = lines.map((line) => context.get('price', line.price))
  const recurring = prices.flatMap((price) => price.recurring ?? [])
  if (mode === 'payment' && recurring.length > 0)
    throw refused(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
    )
  if (mode === 'subscription' && recurring.length === 0)
    throw refused('You must provide at least one recurring price in `subscription` mode when using prices.')
  if (new Set(recurring.map((one) => `${one.interval_count} ${one.interval}`)).size > 1)
    throw refused('Checkout does not support multiple prices with different billing intervals.')
  const oneTime = lines.length - recurring.length
  if (mode === 'payment' && lines.length > mostLines) throw refused(`You can pass at most ${mostLines} line items.`)
  if (mode === 'subscription' && (recurring.length > mostOfAKind || oneTime > mostOfAKind))
    throw refused(
      `You can pass at most ${mostOfAKind} line items with recurring prices and ${mostOfAKind} with others.`,
    )
}

type Item = NonNullable<CreateParams['line_items']>[number]

export function readLine(context: Context, item: Item, param: string, before?: SessionLine): SessionLine {
  if (item.tax_rates?.length) throw notPlayed('tax rates of checkout line items')
  if (item.price && item.price_data) throw parametersExclusive(`${param}[price]`, `${param}[price_data]`)
  const named = item.price ?? before?.price
  if (!named && !item.price_data) throw parameterMissing(`${param}[price]`)
  const price = item.price_data
    ? withinParam(`${param}[price_data]`, () => createInlinePrice(context, item.price_data as Params<'prices.create'>))
    : context.get('price', named ?? '', `${param}[price]`)
  if (!price.active && !item.price_data)
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
      param: `${param}[price]`,
    })
  const quantity = item.quantity ?? before?.quantity
  checkQuantity(quantity, isMetered(price), param)
  return {
    id: before?.id ?? context.newId('li'),
    price: price.id,
    quantity: quantity ?? 1,
    adjustable: item.adjustable_quantity
      ? readAdjustable(item.adjustable_quantity, quantity ?? 1, `${param}[adjustable_quantity]`)
      : (before?.adjustable ?? null),
    metadata: mergeMetadata(before?.metadata, item.metadata),
  }
}

/** Nobody may buy by it again but the session that it was made for. */
function createInlinePrice(context: Context, data: Params<'prices.create'>) {
  return context.update(createPrice(context, { ...data, active: false }), { _isInline: true })
}

function checkQuantity(quantity: number | undefined, isMetered: boolean, param: string) {
  if (isMetered) {
    if (quantity === undefined) return
    throw invalidRequest('Quantity should not be specified where usage_type is `metered`. Remove quantity.', {
      param: `${param}[quantity]`,
    })
  }
  if (quantity === undefined)
    throw invalidRequest(`Quantity is required. Add \`quantity\` to \`${param}\`.`, {
      param: `${param}[quantity]`,
      code: 'parameter_missing',
    })
  if (quantity < 1) throw belowMinimum(1, `${param}[quantity]`)
}

export function lineAmount(
  context: Context,
  { price, quantity }: Pick<SessionLine, 'price' | 'quantity'>,
  currency?: string,
): number {
  const found = context.get('price', price)
  if (isMetered(found)) return 0
  return priceAmount(currency ? inCurrency(found, currency) : found, quantity)
}

/** The price as it is in this currency. */
export function inCurrency(price: StripeObject<'price'>, currency: string): StripeObject<'price'> {
  const found = priceIn(price, currency)
  if (found) return found
  throw invalidRequest(
    `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
    { param: 'line_items' },
  )
}
