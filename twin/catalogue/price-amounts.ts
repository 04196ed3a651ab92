// How a price keeps its amounts: whole ones also as text, fractions of a minor unit as text alone.
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'
import { checkAmounts, type PriceParams } from './price-rules.ts'

export type Tiers = NonNullable<StripeObject<'price'>['tiers']>
export type CurrencyOptions = NonNullable<StripeObject<'price'>['currency_options']>
type Given = Pick<PriceParams, 'unit_amount' | 'unit_amount_decimal' | 'custom_unit_amount'>

export function describeAmounts({ unit_amount, unit_amount_decimal, custom_unit_amount: custom }: Given) {
  const { maximum = null, minimum = null, preset = null } = custom ?? {}
  return {
    ...wholeAndDecimal(unit_amount, unit_amount_decimal),
    custom_unit_amount: custom ? { maximum, minimum, preset } : null,
  }
}

export function describeTiers(tiers: NonNullable<PriceParams['tiers']>): Tiers {
  return tiers.map((tier) => {
    const flat = wholeAndDecimal(tier.flat_amount, tier.flat_amount_decimal)
    return {
      flat_amount: flat.unit_amount,
      flat_amount_decimal: flat.unit_amount_decimal,
      ...wholeAndDecimal(tier.unit_amount, tier.unit_amount_decimal),
      up_to: tier.up_to === 'inf' ? null : Number(tier.up_to),
    }
  })
}

/** The other currencies of a price; each is told in the same terms as the price itself. */
export function readCurrencyOptions(
  given: PriceParams['currency_options'],
  { currency, isTiered }: { currency: string; isTiered: boolean },
): CurrencyOptions {
  const entries = Object.entries(given ?? {}).map(([key, option]) => {
    const at = `currency_options[${key}]`
    const code = readCurrency(key, at)
    if (code === currency)
      throw invalidRequest(`The price's own currency, ${code}, cannot be one of its \`currency_options\`.`, {
        param: at,
      })
    checkAmounts(option, { isTiered, currency: code, at })
    const described = {
      ...describeAmounts(option),
      tax_behavior: option.tax_behavior ?? 'unspecified',
      ...(option.tiers ? { tiers: describeTiers(option.tiers) } : {}),
    }
    return [code, described] as const
  })
  return Object.fromEntries(entries)
}

function wholeAndDecimal(whole: number | undefined, decimal: string | undefined) {
  const text = decimal === undefined ? (whole === undefined ? null : String(whole)) : withoutPadding(decimal)
  const isWhole = text !== null && !text.includes('.')
  return { unit_amount: isWhole ? Number(text) : null, unit_amount_decimal: text }
}

function withoutPadding(decimal: string): string {
  return decimal.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, (zeros) => (decimal.includes('.') ? '' : zeros))
}
