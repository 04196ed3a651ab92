// Makes a payment method's own fields from what a caller gave: a card's number, a token, an IBAN.
import type { Context } from '../kernel/context.ts'
import { invalidRequest, notPlayed, parameterMissing } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { checkRouting, findTestBank, readIban, type TestBank } from './bank-accounts.ts'
import { type CardData, cardFields, fingerprintOf } from './card-fields.ts'
import { findTestCard, type TestCard } from './test-cards.ts'

export type PaymentMethodData = Pick<
  Params<'paymentMethods.create'>,
  'type' | 'card' | 'sepa_debit' | 'us_bank_account' | 'billing_details' | 'allow_redisplay' | 'metadata'
>

export type Billing = PaymentMethodData['billing_details']

export function paymentMethodFields(context: Context, data: PaymentMethodData) {
  const { type, billing_details: billing } = data
  refuseOtherHash(data)
  switch (type) {
    case 'card':
      if (!data.card) throw parameterMissing('card')
      return cardFields(context, data.card as CardData, billing)
    case 'sepa_debit':
      return sepaFields(data.sepa_debit?.iban)
    case 'us_bank_account':
      return bankFields(data.us_bank_account, billing)
    case 'link':
      return { type, link: { email: billing?.email || null } }
    case undefined:
      throw parameterMissing('type')
    default:
      throw notPlayed(`payment methods of the type "${type}"`)
  }
}

/** `type` names the one hash that may come with it. */
function refuseOtherHash({ type, ...data }: PaymentMethodData) {
  for (const name of ['card', 'sepa_debit', 'us_bank_account'] as const) {
    if (type === undefined || name === type || data[name] === undefined) continue
    throw invalidRequest(`You may only specify \`${name}\` when \`type\` is ${name}; it is ${type}.`, {
      code: 'payment_method_invalid_parameter',
      param: name,
    })
  }
}

function sepaFields(given: string | undefined) {
  if (!given) throw parameterMissing('sepa_debit[iban]')
  const iban = readIban(given)
  const fields = {
    bank_code: iban.slice(4, 12),
    branch_code: '',
    country: iban.slice(0, 2),
    fingerprint: fingerprintOf(iban),
    last4: iban.slice(-4),
  }
  return {
    type: 'sepa_debit' as const,
    sepa_debit: { ...fields, generated_from: { charge: null, setup_attempt: null } },
    _number: iban,
  }
}

function bankFields(given: PaymentMethodData['us_bank_account'], billing: Billing) {
  if (given?.financial_connections_account) throw notPlayed('bank accounts by Financial Connections')
  const { account_number: account, routing_number: routing } = given ?? {}
  if (!account) throw parameterMissing('us_bank_account[account_number]')
  if (!routing) throw parameterMissing('us_bank_account[routing_number]')
  if (!billing?.name) throw parameterMissing('billing_details[name]')
  checkRouting(routing)
  const bank = {
    account_holder_type: given?.account_holder_type ?? 'individual',
    account_type: given?.account_type ?? 'checking',
    bank_name: 'STRIPE TEST BANK',
    financial_connections_account: null,
    fingerprint: fingerprintOf(routing + account),
    last4: account.slice(-4),
    networks: { preferred: 'ach', supported: ['ach'] },
    routing_number: routing,
    status_details: {},
  }
  return { type: 'us_bank_account' as const, us_bank_account: bank, _number: account }
}

/** What a debit of this account comes to; nothing for what is paid at once. */
export function delayOf({ type, _number }: StripeObject<'payment_method'>): TestBank | undefined {
  return type === 'sepa_debit' || type === 'us_bank_account' ? findTestBank(_number ?? '') : undefined
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
      /** Charged or detached without a customer: it pays no more. */
      _isSpent: boolean
    }
  }
}
