// What makes a price one that Stripe can bill.
import type { Context } from '../kernel/context.ts'
import { belowMinimum, invalidRequest, parameterMissing, parametersExclusive } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { checkChargeAmount } from '../payments/currencies.ts'

export type PriceParams = Params<'prices.create'>
type Recurring = NonNullable<PriceParams['recurring']>
type Tiers = NonNullable<PriceParams['tiers']>
type Amounts = {
  unit_amount?: number
  unit_amount_decimal?: string
  custom_unit_amount?: PriceParams['custom_unit_amount']
  tiers?: Tiers
}

const longest: Record<string, number> = { day: 3 * 365, week: 156, month: 36, year: 3 }

export function checkPrice(context: Context, params: PriceParams) {
  if ((params.lookup_key?.length ?? 0) > 200)
    throw invalidRequest('Invalid string: must be at most 200 characters', { param: 'lookup_key' })
  if (params.recurring) checkRecurring(context, params.recurring)
  if (params.transform_quantity && params.tiers) throw parametersExclusive('transform_quantity', 'tiers')
  if (params.transform_quantity && params.transform_quantity.divide_by < 1)
    throw belowMinimum(1, 'transform_quantity[divide_by]')
  if (params.custom_unit_amount && params.recurring)
    throw invalidRequest('`custom_unit_amount` cannot be used with recurring prices.', { param: 'custom_unit_amount' })
  const isTiered = params.billing_scheme === 'tiered'
  checkAmounts(params, { isTiered, currency: params.currency, at: '' })
  if (isTiered && !params.tiers_mode) throw parameterMissing('tiers_mode')
  if (!isTiered && params.tiers_mode)
    throw invalidRequest('`tiers_mode` can only be used with `billing_scheme=tiered`.', { param: 'tiers_mode' })
}

/** The amount of a price, or of one of its other currencies. */
export function checkAmounts(
  { unit_amount: amount, unit_amount_decimal: decimal, custom_unit_amount: custom, tiers }: Amounts,
  { isTiered, currency, at }: { isTiered: boolean; currency: string; at: string },
) {
  const param = (name: string) => (at === '' ? name : `${at}[${name}]`)
  const given = Object.entries({ unit_amount: amount, unit_amount_decimal: decimal, custom_unit_amount: custom })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
  if (isTiered) {
    if (given[0]) throw parametersExclusive(param(given[0]), param('tiers'))
    if (!tiers?.length) throw parameterMissing(param('tiers'))
    checkTiers(tiers, param('tiers'))
    return
  }
  if (tiers) throw invalidRequest('`tiers` requires `billing_scheme` to be `tiered`.', { param: param('tiers') })
  if (given[0] === undefined) throw parameterMissing(param('unit_amount'))
  if (given[1]) throw parametersExclusive(param(given[0]), param(given[1]))
  if (amount !== undefined && amount < 0) throw belowMinimum(0, param('unit_amount'))
  if (decimal !== undefined) checkDecimal(decimal, param('unit_amount_decimal'))
  if (custom) checkCustom(custom, currency, param('custom_unit_amount'))
}

function checkTiers(tiers: Tiers, param: string) {
  let below = 0
  tiers.forEach((tier, index) => {
    const at = `${param}[${index}]`
    const amounts = ['flat_amount', 'flat_amount_decimal', 'unit_amount', 'unit_amount_decimal'] as const
    if (amounts.every((name) => tier[name] === undefined))
      throw invalidRequest('Each tier must have at least one of `unit_amount` and `flat_amount`.', { param: at })
    for (const kind of ['flat', 'unit'] as const) {
      const [whole, decimal] = [tier[`${kind}_amount`], tier[`${kind}_amount_decimal`]]
      if (whole !== undefined && decimal !== undefined)
        throw parametersExclusive(`${at}[${kind}_amount]`, `${at}[${kind}_amount_decimal]`)
      if (whole !== undefined && whole < 0) throw belowMinimum(0, `${at}[${kind}_amount]`)
      if (decimal !== undefined) checkDecimal(decimal, `${at}[${kind}_amount_decimal]`)
    }
    if (tier.up_to === 'inf') {
      if (index < tiers.length - 1)
        throw invalidRequest('Only the last tier may have `up_to` set to `inf`.', { param: `${at}[up_to]` })
      return
    }
    const upTo = Number(tier.up_to)
    if (!(upTo > below)) throw invalidRequest('Tiers must be in ascending order of `up_to`.', { param: `${at}[up_to]` })
    below = upTo
  })
  if (tiers.at(-1)?.up_to !== 'inf') throw invalidRequest('The last tier must have `up_to` set to `inf`.', { param })
}

function checkRecurring(
  context: Context,
  { interval, interval_count: count = 1, meter, usage_type: usage }: Recurring,
) {
  if (count < 1) throw belowMinimum(1, 'recurring[interval_count]')
  if (count > (longest[interval] ?? 0))
    throw invalidRequest('Billing intervals can be at most three years (3 years, 36 months, or 156 weeks).', {
      param: 'recurring[interval_count]',
    })
  if (usage === 'metered' && !meter)
    throw invalidRequest('Metered prices must be backed by a meter: specify `recurring[meter]`.', {
      code: 'parameter_missing',
      param: 'recurring[meter]',
    })
  if (!meter) return
  if (usage !== 'metered')
    throw invalidRequest('`recurring[meter]` requires `recurring[usage_type]` to be `metered`.', {
      param: 'recurring[meter]',
    })
  if (context.get('billing.meter', meter, 'recurring[meter]').status === 'inactive')
    throw invalidRequest(`The meter ${meter} is inactive and cannot be attached to a price.`, {
      param: 'recurring[meter]',
    })
}

function checkCustom(
  { enabled, maximum, minimum, preset }: NonNullable<PriceParams['custom_unit_amount']>,
  currency: string,
  param: string,
) {
  if (!enabled) throw invalidRequest('`enabled` must be true, or leave the hash out.', { param: `${param}[enabled]` })
  if (minimum !== undefined) checkChargeAmount(minimum, currency, `${param}[minimum]`)
  if (maximum !== undefined && maximum < (minimum ?? 0))
    throw invalidRequest('The maximum must not be below the minimum.', { param: `${param}[maximum]` })
  if (preset !== undefined && (preset < (minimum ?? 0) || preset > (maximum ?? preset)))
    throw invalidRequest('The preset must lie between the minimum and the maximum.', { param: `${param}[preset]` })
}

function checkDecimal(value: string, param: string) {
  if (Number(value) < 0) throw belowMinimum(0, param)
  if ((value.split('.')[1]?.length ?? 0) > 12)
    throw invalidRequest(`Invalid decimal: ${value}; must have at most 12 decimal places`, { param })
}
