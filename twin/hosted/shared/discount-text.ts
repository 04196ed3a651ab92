import type { Coupon } from '../../discounts/coupon-of.ts'
import type { SharedTexts } from './texts/en.ts'
import { moneyText } from './words.ts'

/** "20 % off for 3 months" */
export function discountText(t: SharedTexts, coupon: Coupon, locale: string): string {
  const { percent_off: percent, amount_off: amount, currency, duration, duration_in_months: months } = coupon
  const off =
    percent === null
      ? moneyText(amount ?? 0, currency ?? 'usd', locale)
      : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(percent / 100)
  if (duration === 'once') return t.offOnce(off)
  return duration === 'repeating' ? t.offForMonths(off, months ?? 1) : t.offForever(off)
}
