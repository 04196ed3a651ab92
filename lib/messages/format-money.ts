/** Whole minor units of one currency, as Stripe counts them. */
export interface Money {
  amountMinor: number
  /** Three letters, in either case. */
  currency: string
}

// Stripe counts these otherwise than ISO 4217 does: https://docs.stripe.com/currencies#special-cases
const stripeFractionDigits: Record<string, number> = { ISK: 2, UGX: 2, MGA: 0 }

/** The amount as the locale writes it: `€49.00`, `¥4,900`, `KWD 4.900`. */
export function formatMoney({ amountMinor, currency }: Money, locale: string): string {
  return formatMinor(String(amountMinor), currency, locale)
}

/** An amount that may be finer than the minor unit, as prices can be: `0.25` minor units of a dollar are `US$0.0025`. */
export function formatMinor(amountMinor: string, currency: string, locale: string): string {
  const code = currency.toUpperCase()
  const own = new Intl.NumberFormat(locale, { style: 'currency', currency: code }).resolvedOptions()
  const shownDigits = own.maximumFractionDigits ?? 2
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: code,
    minimumFractionDigits: shownDigits,
    maximumFractionDigits: shownDigits + 12,
  })
  // As text, so that no float comes near the amount.
  return format.format(shiftPoint(amountMinor, stripeFractionDigits[code] ?? shownDigits) as Intl.StringNumericLiteral)
}

function shiftPoint(digits: string, places: number): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? []
  const padded = whole.padStart(places + 1, '0')
  const point = padded.length - places
  return `${sign}${padded.slice(0, point)}.${padded.slice(point)}${fraction}`
}
