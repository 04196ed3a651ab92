// A card's own fields, from its number or a token.
import { createHash } from 'node:crypto'
import type { Context } from '../kernel/context.ts'
import { cardError, invalidRequest, parameterMissing } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { Billing } from './payment-method-fields.ts'
import { findTestCard, numberOfToken, type TestCard } from './test-cards.ts'

export type CardData = {
  number?: string
  exp_month?: number
  exp_year?: number
  cvc?: string
  token?: string
  networks?: { preferred?: string }
}
export function cardFields(context: Context, data: CardData, billing: Billing) {
  const { number, cvc, token, networks } = data
  const held = token ? context.find('token', token) : undefined
  if (held) return takeToken(context, held)
  const known = token ? numberOfToken(token) : number?.replaceAll(/[\s-]/g, '')
  if (!known)
    throw invalidRequest(token ? `No such token: '${token}'` : 'Missing required param: card[number].', {
      param: token ? 'card[token]' : 'card[number]',
      code: token ? 'resource_missing' : 'parameter_missing',
    })
  for (const name of ['exp_month', 'exp_year'] as const) {
    if (number !== undefined && data[name] === undefined) throw parameterMissing(`card[${name}]`)
  }
  if (!passesLuhn(known))
    throw cardError({ message: 'Your card number is incorrect.', code: 'incorrect_number', param: 'number' })
  const { expMonth, expYear } = readExpiry(context, data)
  const testCard = findTestCard(known)
  if (!testCard)
    throw cardError({
      message: 'Your card was declined. Your request was in test mode, but used a non test (live) card.',
      code: 'card_declined',
      decline_code: 'test_mode_live_card',
    })
  if (cvc !== undefined && !(testCard.brand === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/).test(cvc))
    throw cardError({ message: "Your card's security code is invalid.", code: 'invalid_cvc', param: 'cvc' })
  const checks = checksOf(testCard, cvc, billing)
  const card = { ...describeCard(known, testCard, networks?.preferred), checks, exp_month: expMonth, exp_year: expYear }
  return { type: 'card' as const, card, _number: known }
}

/** A token of this account's own; it makes one payment method. */
function takeToken(context: Context, token: StripeObject<'token'>) {
  if (token.used)
    throw invalidRequest(`You cannot use a Stripe token more than once: ${token.id}.`, {
      code: 'token_already_used',
      param: 'card[token]',
    })
  context.update(token, { used: true })
  return { type: 'card' as const, ...token._card }
}

export function readExpiry(
  context: Context,
  { exp_month: month, exp_year: year }: { exp_month?: number; exp_year?: number },
) {
  const today = new Date(context.now() * 1000)
  const expMonth = month ?? 12
  const expYear = year === undefined ? today.getUTCFullYear() + 3 : year < 100 ? 2000 + year : year
  const expired = expYear * 12 + expMonth < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1
  if (expMonth < 1 || expMonth > 12 || (expired && expYear === today.getUTCFullYear())) {
    throw cardError({
      message: "Your card's expiration month is invalid.",
      code: 'invalid_expiry_month',
      param: 'exp_month',
    })
  }
  if (expired || expYear > today.getUTCFullYear() + 50) {
    throw cardError({
      message: "Your card's expiration year is invalid.",
      code: 'invalid_expiry_year',
      param: 'exp_year',
    })
  }
  return { expMonth, expYear }
}

/** What there is to check is unchecked until the card is saved or charged. */
function checksOf({ checks }: TestCard, cvc: string | undefined, billing: Billing) {
  const address = billing?.address || undefined
  const given = { address_line1_check: address?.line1, address_postal_code_check: address?.postal_code, cvc_check: cvc }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const special = checks?.[name as keyof typeof given]
      return [name, special ?? (value ? 'unchecked' : null)]
    }),
  ) as { [Name in keyof typeof given]: string | null }
}

function describeCard(number: string, { brand, country, funding, networks }: TestCard, preferred: string | undefined) {
  return {
    brand,
    country: country ?? 'US',
    fingerprint: fingerprintOf(number),
    funding: funding ?? 'credit',
    generated_from: null,
    last4: number.slice(-4),
    ...preferNetwork(brand, networks ?? [brand], preferred),
    regulated_status: 'unregulated' as const,
    three_d_secure_usage: { supported: brand !== 'amex' },
    wallet: null,
  }
}

/** A card of two brands shows the one that its holder prefers. */
export function preferNetwork(brand: string, available: string[], wanted: string | undefined) {
  const preferred = wanted && (available.includes(wanted) ? wanted : 'invalid_preference')
  const shown = preferred && preferred !== 'invalid_preference' ? preferred : brand
  return { display_brand: displayBrands[shown] ?? shown, networks: { available, preferred: preferred ?? null } }
}

const displayBrands: Record<string, string> = {
  amex: 'american_express',
  diners: 'diners_club',
  eftpos_au: 'eftpos_australia',
  unionpay: 'union_pay',
}

function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const digits = [...number].toReversed().map(Number)
  const sum = digits.reduce(
    (total, digit, index) => total + (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)),
    0,
  )
  return sum % 10 === 0
}

export function fingerprintOf(number: string): string {
  return createHash('sha256')
    .update(number)
    .digest('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 16)
}
