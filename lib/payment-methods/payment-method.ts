// A saved payment method in the words that a customer knows it by, whatever its type.
import type Stripe from 'stripe'

export interface SavedPaymentMethod {
  id: string
  /** Stripe's own key: `card`, `sepa_debit`, … */
  type: string
  /** "Visa", "SEPA Direct Debit", "Link": names of products, the same in every language. */
  name: string
  /** "•••• 4242", or the address that it is known by. */
  detail: string | null
  /** Of a card alone. */
  last4: string | null
  expires: { month: number; year: number } | null
  /** Stripe's mark that says where it may be shown again. */
  allowRedisplay: NonNullable<Stripe.PaymentMethod['allow_redisplay']>
  /** Seconds. */
  savedAt: number
}

export function viewPaymentMethod(method: Stripe.PaymentMethod): SavedPaymentMethod {
  const { card } = method
  return {
    id: method.id,
    type: method.type,
    name: card ? nameCard(card) : nameType(method.type),
    detail: describeDetail(method),
    last4: card?.last4 ?? null,
    expires: card ? { month: card.exp_month, year: card.exp_year } : null,
    allowRedisplay: method.allow_redisplay ?? 'unspecified',
    savedAt: method.created,
  }
}

/** As in "Visa •••• 4242". */
export function labelPaymentMethod({ name, detail }: Pick<SavedPaymentMethod, 'name' | 'detail'>): string {
  return detail ? `${name} ${detail}` : name
}

/** Cards are good to the end of the month that is printed on them. */
export function isExpired({ expires }: Pick<SavedPaymentMethod, 'expires'>, now: Date): boolean {
  return expires !== null && now.getTime() >= Date.UTC(expires.year, expires.month)
}

// Stripe spells some otherwise as `display_brand` than as `brand`.
const brands: Record<string, string> = {
  american_express: 'American Express',
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  diners_club: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  eftpos_australia: 'eftpos',
  interac: 'Interac',
  jcb: 'JCB',
  link: 'Link',
  mastercard: 'Mastercard',
  other: 'Card',
  union_pay: 'UnionPay',
  unionpay: 'UnionPay',
  unknown: 'Card',
  visa: 'Visa',
}

const types: Record<string, string> = {
  acss_debit: 'Pre-authorized debit',
  au_becs_debit: 'BECS Direct Debit',
  bacs_debit: 'Bacs Direct Debit',
  ideal: 'iDEAL',
  nz_bank_account: 'NZ BECS Direct Debit',
  paypal: 'PayPal',
  sepa_debit: 'SEPA Direct Debit',
  us_bank_account: 'Bank account',
}

function nameCard({ display_brand, brand }: Stripe.PaymentMethod.Card): string {
  const shown = display_brand ?? brand
  return brands[shown] ?? fromKey(shown)
}

function nameType(type: string): string {
  return types[type] ?? fromKey(type)
}

function fromKey(key: string): string {
  const words = key.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

// Every type keeps its details under its own key, and most that have digits call them `last4`.
function describeDetail(method: Stripe.PaymentMethod): string | null {
  const details = (method as unknown as Record<string, Record<string, unknown> | undefined>)[method.type] ?? {}
  if (typeof details.last4 === 'string') return `•••• ${details.last4}`
  const address = details.email ?? details.payer_email ?? details.cashtag
  return typeof address === 'string' ? address : null
}
