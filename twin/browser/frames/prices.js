import { fill } from './texts.js'

export function formatAmount(amountMinor, currency, locale) {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits)
}

export function describeInterval({ interval, interval_count }, texts) {
  const single = { day: texts.perDay, week: texts.perWeek, month: texts.perMonth, year: texts.perYear }
  if (interval_count === 1) return single[interval]
  return fill(texts.perMany, { count: interval_count, interval: texts.intervals[interval] })
}
