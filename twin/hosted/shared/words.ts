// Money, days and cards as a person reads them.
import type { StripeObject } from '../../kernel/wire.ts'

export function moneyText(amountMinor: number, currency: string, locale = 'en'): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amountMinor / 10 ** digits)
}

export function dayText(at: number, locale = 'en'): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(at * 1000))
}

export function methodText({ type, card, sepa_debit: sepa }: StripeObject<'payment_method'>): string {
  if (card)
    return `${brandNames[card.brand] ?? card.brand} •••• ${card.last4}, expires ${String(card.exp_month).padStart(2, '0')}/${String(card.exp_year).slice(-2)}`
  return sepa ? `SEPA •••• ${sepa.last4}` : type
}

const brandNames: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

export function intervalText({ recurring }: StripeObject<'price'>): string {
  if (!recurring) return ''
  return recurring.interval_count === 1
    ? `per ${recurring.interval}`
    : `every ${recurring.interval_count} ${recurring.interval}s`
}
