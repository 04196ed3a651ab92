import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { belowMinimum, invalidRequest, parameterMissing, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'

type ShippingRate = StripeObject<'shipping_rate'>
export type ShippingRateData = Params<'shippingRates.create'>
type Amounts = Record<string, { amount?: number }>

/** https://docs.stripe.com/api/shipping_rates: made and retired, never deleted, and without events. */
export const shippingRates: Resource = {
  operations: {
    'shippingRates.create': (context) => createShippingRate(context, context.params),
    'shippingRates.retrieve': retrieve('shipping_rate'),
    'shippingRates.update': updateShippingRate,
    'shippingRates.list': list('shipping_rate', {
      by: ['active'],
      where: { currency: (rate, currency: string) => rate.fixed_amount?.currency === currency },
    }),
  },
  includes: {
    shipping_rate: {
      'fixed_amount.currency_options': (rate) => ({
        [rate.fixed_amount?.currency ?? '']: optionOf(rate, rate.fixed_amount?.amount ?? 0),
        ...Object.fromEntries(
          Object.entries(rate._otherAmounts ?? {}).map(([currency, amount]) => [currency, optionOf(rate, amount)]),
        ),
      }),
    },
  },
}

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    /** `fixed_amount.currency_options`: answered only when expanded. */
    shipping_rate: { _otherAmounts: Record<string, number> }
  }
}

/** @param at where the data stands in a request that makes the rate along the way */
export function createShippingRate(context: Context, data: ShippingRateData, at?: string): ShippingRate {
  const within = (param: string) => (at ? param.replace(/^[^[]+/, (name) => `${at}[${name}]`) : param)
  const { fixed_amount: fixed, tax_code: taxCode } = data
  if (!data.display_name) throw parameterMissing(within('display_name'))
  if (!fixed) throw parameterMissing(within('fixed_amount'))
  if (fixed.amount < 0) throw belowMinimum(0, within('fixed_amount[amount]'))
  if (taxCode && !/^txcd_\d{8}$/.test(taxCode)) throw resourceMissing('tax code', taxCode, within('tax_code'))
  const currency = readCurrency(fixed.currency)
  return context.insert('shipping_rate', {
    active: true,
    delivery_estimate: readEstimate(data.delivery_estimate, within),
    display_name: data.display_name,
    fixed_amount: { amount: fixed.amount, currency },
    metadata: mergeMetadata({}, data.metadata),
    tax_behavior: data.tax_behavior ?? 'unspecified',
    tax_code: taxCode ?? null,
    type: 'fixed_amount',
    _otherAmounts: readAmounts(fixed.currency_options, currency, within),
  } as Partial<ShippingRate>)
}

/** Nothing where the rate has none in this currency. */
export function amountIn({ fixed_amount: fixed, _otherAmounts: others }: ShippingRate, currency: string) {
  return fixed?.currency === currency ? fixed.amount : others?.[currency]
}

function updateShippingRate(context: Context<Params<'shippingRates.update'>>): ShippingRate {
  const before = context.get('shipping_rate', context.id)
  const { active, fixed_amount: fixed, metadata, tax_behavior: behavior } = context.params
  if (behavior && before.tax_behavior !== 'unspecified' && behavior !== before.tax_behavior)
    throw invalidRequest('The `tax_behavior` of a shipping rate cannot be changed once it is specified.', {
      param: 'tax_behavior',
    })
  const others = readAmounts(fixed?.currency_options, before.fixed_amount?.currency ?? '', (param) => param)
  return context.update(before, {
    ...(active === undefined ? {} : { active }),
    ...(behavior ? { tax_behavior: behavior } : {}),
    metadata: mergeMetadata(before.metadata, metadata),
    _otherAmounts: { ...before._otherAmounts, ...others },
  })
}

function readAmounts(given: Amounts | undefined, own: string, within: (param: string) => string) {
  const amounts: Record<string, number> = {}
  for (const [currency, { amount }] of Object.entries(given ?? {})) {
    const param = within(`fixed_amount[currency_options][${currency}][amount]`)
    if (amount === undefined) throw parameterMissing(param)
    if (amount < 0) throw belowMinimum(0, param)
    if (currency !== own) amounts[readCurrency(currency)] = amount
  }
  return amounts
}

function readEstimate(given: ShippingRateData['delivery_estimate'], within: (param: string) => string) {
  if (!given) return null
  for (const end of ['minimum', 'maximum'] as const)
    if (given[end] && given[end].value < 1) throw belowMinimum(1, within(`delivery_estimate[${end}][value]`))
  return { maximum: given.maximum ?? null, minimum: given.minimum ?? null }
}

function optionOf({ tax_behavior }: ShippingRate, amount: number) {
  return { amount, tax_behavior: tax_behavior ?? 'unspecified' }
}
