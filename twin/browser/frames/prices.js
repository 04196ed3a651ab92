import { fill } from './texts.js'

/** Stripe counts some currencies in other minor units than the browser: the digits come with the price. */
export function formatAmount({ unit_amount_decimal: minor, currency, currency_digits: digits }, locale) {
  const beyond = minor.split('.')[1]?.length ?? 0
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits + beyond,
  })
  return format.format(Number(minor) / 10 ** digits)
}

export function describeInterval({ interval, interval_count }, texts) {
  const single = { day: texts.perDay, week: texts.perWeek, month: texts.perMonth, year: texts.perYear }
  if (interval_count === 1) return single[interval]
  return fill(texts.perMany, { count: interval_count, interval: texts.intervals[interval] })
}

/** What a customer chooses between: "Monthly", "Yearly". */
export function nameInterval(recurring, texts) {
  return recurring.interval_count === 1 ? texts.rhythms[recurring.interval] : describeInterval(recurring, texts)
}
