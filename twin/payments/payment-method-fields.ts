// Makes a payment method's own fields from what a caller gave: a card's number, a token, an IBAN.
import { createHash } from 'node:crypto'
import type { Context } from '../kernel/context.ts'
import { cardError, invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { findTestCard, numberOfToken, type TestCard } from './test-cards.ts'

export type PaymentMethodData = Pick<
  Params<'paymentMethods.create'>,
  'type' | 'card' | 'sepa_debit' | 'billing_details' | 'allow_redisplay' | 'metadata'
>

type CardData = { number?: string; exp_month?: number; exp_year?: number; cvc?: string; token?: string }

export function paymentMethodFields(context: Context, { type, card, sepa_debit: sepa }: PaymentMethodData) {
  if (type === 'card') return cardFields(context, (card ?? {}) as CardData)
  if (type === 'sepa_debit' && sepa?.iban) return sepaFields(sepa.iban)
  if (!type) throw invalidRequest('Missing required param: type.', { param: 'type', code: 'parameter_missing' })
  throw notPlayed(`payment methods of the type "${type}"`)
}

function cardFields(context: Context, { number, exp_month: month, exp_year: year, token }: CardData) {
  const known = token ? numberOfToken(token) : number?.replaceAll(/[\s-]/g, '')
  if (!known)
    throw invalidRequest(token ? `No such token: '${token}'` : 'Missing required param: card[number].', {
      param: token ? 'card[token]' : 'card[number]',
    })
  if (!passesLuhn(known))
    throw cardError({ message: 'Your card number is incorrect.', code: 'incorrect_number', param: 'number' })

  const today = new Date(context.now() * 1000)
  const expMonth = month ?? 12
  const expYear = year === undefined ? today.getUTCFullYear() + 3 : year < 100 ? 2000 + year : year
  if (expMonth < 1 || expMonth > 12)
    throw cardError({
      message: "Your card's expiration month is invalid.",
      code: 'invalid_expiry_month',
      param: 'exp_month',
    })
  if (expYear * 12 + expMonth < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1) {
    throw cardError({
      message: "Your card's expiration year is invalid.",
      code: 'invalid_expiry_year',
      param: 'exp_year',
    })
  }
  const testCard = findTestCard(known)
  if (!testCard)
    throw cardError({
      message: 'Your card was declined. Your request was in test mode, but used a non test (live) card.',
      code: 'card_declined',
      decline_code: 'test_mode_live_card',
    })
  return { type: 'card' as const, card: describeCard(known, testCard, expMonth, expYear), _number: known }
}

function describeCard(number: string, { brand, country, funding }: TestCard, expMonth: number, expYear: number) {
  return {
    brand,
    display_brand: brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
    country: country ?? 'US',
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: fingerprintOf(number),
    funding: funding ?? 'credit',
    generated_from: null,
    last4: number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated' as const,
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

function sepaFields(iban: string) {
  const compact = iban.replaceAll(' ', '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(compact))
    throw invalidRequest('The IBAN you provided is invalid.', {
      param: 'sepa_debit[iban]',
      code: 'invalid_bank_account_iban',
    })
  const fields = {
    bank_code: compact.slice(4, 12),
    branch_code: '',
    country: compact.slice(0, 2),
    fingerprint: fingerprintOf(compact),
    last4: compact.slice(-4),
  }
  return {
    type: 'sepa_debit' as const,
    sepa_debit: { ...fields, generated_from: { charge: null, setup_attempt: null } },
  }
}

function fingerprintOf(number: string): string {
  return createHash('sha256')
    .update(number)
    .digest('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 16)
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

/** What Stripe's test data has this payment method do. */
export function behaviourOf(method: StripeObject<'payment_method'>): TestCard {
  return (method._number && findTestCard(method._number)) || { brand: method.type }
}

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    payment_method: {
      /** The test number: never answered, it decides what the card does. */
      _number: string
      /** Set up with authentication, so that a later charge without the customer passes. */
      _isAuthenticated: boolean
    }
  }
}
