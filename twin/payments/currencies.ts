// Which currencies Stripe charges in, how it writes an amount, and the least and the most of one payment.
import { belowMinimum, invalidRequest } from '../kernel/stripe-error.ts'

const supported = new Set(
  (
    'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp ' +
    'cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr ' +
    'isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr ' +
    'mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd ' +
    'std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw'
  ).split(' '),
)

const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '))
const threeDecimal = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd'])
const signs: Record<string, string> = { usd: '$', eur: '€', gbp: '£', jpy: '¥', inr: '₹', krw: '₩' }

/** In minor units; a currency without one of its own takes about half a dollar's worth. */
const smallest: Record<string, number> = {
  aed: 200,
  bgn: 100,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
}
const largest = 99_999_999

/** @returns the code in lower case, as Stripe keeps it */
export function readCurrency(currency: string, param = 'currency'): string {
  const code = currency.toLowerCase()
  if (supported.has(code)) return code
  throw invalidRequest(
    `Invalid currency: ${code}. Stripe currently supports these currencies: ${[...supported].join(', ')}`,
    { param },
  )
}

/** How many digits of an amount are minor units. */
export function digitsOf(currency: string): number {
  return zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2
}

/** `$25.00`, as Stripe's messages write it. */
export function formatAmount(amount: number, currency: string): string {
  const digits = digitsOf(currency)
  const text = (amount / 10 ** digits).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  const sign = signs[currency]
  return sign ? `${sign}${text}` : `${text} ${currency.toUpperCase()}`
}

export function leastCharge(currency: string): number {
  return smallest[currency] ?? 50
}

export function checkChargeAmount(amount: number, currency: string, param = 'amount') {
  if (amount < 1) throw belowMinimum(1, param)
  const least = leastCharge(currency)
  if (amount < least)
    throw invalidRequest(`Amount must be at least ${formatAmount(least, currency)} ${currency}`, {
      param,
      code: 'amount_too_small',
    })
  if (amount > largest)
    throw invalidRequest(`Amount must be no more than ${formatAmount(largest, currency)}`, {
      param,
      code: 'amount_too_large',
    })
}
