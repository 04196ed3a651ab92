// Money, days and cards as a person reads them.
import type { StripeObject } from '../../kernel/wire.ts'
import type { SharedTexts } from './texts/en.ts'

export function moneyText(amountMinor: number, currency: string, locale = 'en'): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amountMinor / 10 ** digits)
}

export function dayText(at: number, locale = 'en'): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(at * 1000))
}

export function methodText(
  { type, card, sepa_debit: sepa, us_bank_account: bank, link }: StripeObject<'payment_method'>,
  t: SharedTexts,
): string {
  if (card) {
    const expiry = `${String(card.exp_month).padStart(2, '0')}/${String(card.exp_year).slice(-2)}`
    return t.cardText(`${brandNames[card.brand] ?? card.brand} •••• ${card.last4}`, expiry)
  }
  if (sepa) return `SEPA •••• ${sepa.last4}`
  if (bank) return `${bank.bank_name} •••• ${bank.last4}`
  return link ? `Link ${link.email ?? ''}`.trim() : type
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
