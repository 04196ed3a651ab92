// What one position costs, as a request says it: an amount, a price, data for a price, or a unit amount; times a quantity.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { ObjectFields, Params, StripeObject } from '../../kernel/wire.ts'
import { createPrice } from '../../resources/prices.ts'
import { pricingOf, productName } from '../invoices/invoice-lines.ts'
import { multiplyAmount, priceAmount, priceIn } from './price-amount.ts'

type Price = StripeObject<'price'>
type Pricing = ObjectFields<'invoiceitem'>['pricing']
export type PricedParams = {
  amount?: number
  pricing?: { price?: string }
  price?: string
  price_data?: object
  unit_amount?: number
  unit_amount_decimal?: string
  quantity?: number
  quantity_decimal?: string
}
export type Priced = {
  amount: number
  pricing: Pricing
  quantity: number
  quantity_decimal: string
  name: string | null
}
/** What the position was before an update; left out, it is new. */
export type PricedBefore = Pick<StripeObject<'invoiceitem'>, 'pricing' | 'quantity_decimal' | 'amount'>

export function readPricing(
  context: Context,
  params: PricedParams,
  { currency, param = '', before }: { currency: string; param?: string; before?: PricedBefore },
): Priced {
  const nest = (name: string) => (param === '' ? name : `${param}[${name}]`)
  refuseSeveral(params, nest)
  const quantity = readQuantity(params, nest) ?? before?.quantity_decimal ?? '1'
  const shared = { quantity: Math.trunc(Number(quantity)), quantity_decimal: quantity }
  const price = readPrice(context, params, currency, param) ?? keptPrice(context, params, currency, before)
  if (price) {
    const pricing = pricingOf(price)
    return { ...shared, amount: priceAmount(price, quantity), pricing, name: productName(context, price) }
  }
  if (params.amount !== undefined) {
    const each = Number(quantity) === 1 || Number(quantity) === 0 ? String(params.amount) : null
    return { ...shared, amount: params.amount, pricing: ofUnit(each), name: null }
  }
  const unitAmount = params.unit_amount_decimal ?? params.unit_amount ?? before?.pricing?.unit_amount_decimal
  if (unitAmount === undefined || unitAmount === null) {
    if (before) return { ...shared, amount: before.amount, pricing: before.pricing, name: null }
    throw invalidRequest('You must specify either `amount`, `pricing`, `price_data`, or `unit_amount_decimal`.', {
      code: 'parameter_missing',
      param: nest('amount'),
    })
  }
  return {
    ...shared,
    amount: multiplyAmount(String(unitAmount), quantity),
    pricing: ofUnit(String(unitAmount)),
    name: null,
  }
}

function ofUnit(unitAmount: string | null): Pricing {
  return { type: 'price_details', unit_amount_decimal: unitAmount }
}

function refuseSeveral(params: PricedParams, nest: (name: string) => string) {
  const names = ['amount', 'pricing', 'price', 'price_data', 'unit_amount', 'unit_amount_decimal'] as const
  const given = names.filter((name) => params[name] !== undefined)
  if (given.length < 2) return
  throw invalidRequest(`You may only specify one of these parameters: ${given.join(', ')}.`, {
    param: nest(given[1] ?? ''),
  })
}

function readQuantity({ quantity, quantity_decimal: decimal }: PricedParams, nest: (name: string) => string) {
  if (quantity !== undefined && decimal !== undefined)
    throw invalidRequest('You may only specify one of these parameters: quantity, quantity_decimal.', {
      param: nest('quantity_decimal'),
    })
  const given = decimal ?? quantity
  if (given === undefined) return undefined
  const name = nest(decimal === undefined ? 'quantity' : 'quantity_decimal')
  if (Number(given) < 0)
    throw invalidRequest('This value must be greater than or equal to 0.', {
      code: 'parameter_invalid_integer',
      param: name,
    })
  if ((String(given).split('.')[1] ?? '').length > 12)
    throw invalidRequest('This value may have at most 12 decimal places.', { param: name })
  return String(given)
}

function readPrice(context: Context, params: PricedParams, currency: string, param: string): Price | undefined {
  const nest = (name: string) => (param === '' ? name : `${param}[${name}]`)
  if (params.price_data) {
    const data = params.price_data as Params<'prices.create'>
    if (data.currency.toLowerCase() !== currency)
      throw otherCurrency(data.currency.toLowerCase(), currency, nest('price_data'))
    return createPrice(context, data)
  }
  const id = params.pricing?.price ?? params.price
  if (id === undefined) return undefined
  const name = params.pricing ? nest(param === '' ? 'pricing[price]' : 'pricing][price') : nest('price')
  const price = context.get('price', id, name)
  if (price.type !== 'one_time')
    throw invalidRequest(
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
      { param: name },
    )
  if (!price.active && !price._isInline)
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', { param: name })
  const inCurrency = priceIn(price, currency)
  if (!inCurrency) throw otherCurrency(price.currency, currency, name)
  return inCurrency
}

/** An update of the quantity alone keeps the price. */
function keptPrice(
  context: Context,
  params: PricedParams,
  currency: string,
  before: PricedBefore | undefined,
): Price | undefined {
  const isOther = [params.amount, params.unit_amount, params.unit_amount_decimal].some((value) => value !== undefined)
  const price = isOther ? undefined : context.find('price', before?.pricing?.price_details?.price as string | undefined)
  return price && priceIn(price, currency)
}

function otherCurrency(currency: string, expected: string, param: string) {
  return invalidRequest(
    `The price specified only supports \`${currency}\`. This doesn't match the expected currency: \`${expected}\`.`,
    { param },
  )
}
