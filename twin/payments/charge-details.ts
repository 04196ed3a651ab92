// `payment_method_details` of a charge: the payment method as it was when it was charged.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'

type PaymentMethod = StripeObject<'payment_method'>
type Circumstances = {
  amount: number
  isHeld: boolean
  isAuthenticated?: boolean
  isIncrementable?: boolean
  mandate?: string | undefined
  decline?: object | undefined
}

/** How long a bank keeps a hold. */
export const holdSeconds = 7 * 86_400

export function detailsOf(context: Context, method: PaymentMethod, circumstances: Circumstances) {
  const { type, card, sepa_debit: sepa, us_bank_account: bank } = method
  if (type === 'card' && card) return { type, card: cardDetails(context, card, circumstances) }
  if (type === 'sepa_debit' && sepa) {
    const { bank_code, branch_code, country, fingerprint, last4 } = sepa
    const { mandate = null } = circumstances
    return { type, sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate } }
  }
  if (type === 'us_bank_account' && bank) {
    const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = bank
    const details = { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number }
    const { mandate } = circumstances
    return { type, us_bank_account: { ...details, ...(mandate ? { mandate } : {}), payment_reference: null } }
  }
  return type === 'link' ? { type, link: { country: 'US' } } : { type }
}

function cardDetails(
  context: Context,
  card: NonNullable<PaymentMethod['card']>,
  { amount, isHeld, isAuthenticated, isIncrementable, decline }: Circumstances,
) {
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, networks, wallet } = card
  return {
    amount_authorized: decline ? null : amount,
    authorization_code: null,
    brand,
    ...(isHeld && !decline ? { capture_before: context.now() + holdSeconds } : {}),
    checks: checkedDetails(checks),
    country,
    exp_month,
    exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint,
    funding,
    incremental_authorization: { status: isIncrementable && !decline ? 'available' : 'unavailable' },
    installments: null,
    last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: networks?.preferred ?? networks?.available.at(-1) ?? brand,
    network_token: { used: false },
    network_transaction_id: context.account.random.text(15),
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: isAuthenticated ? { ...threeDSecure, exemption_indicator: null } : null,
    transaction_link_id: null,
    wallet: wallet ?? null,
  }
}

/** By the time of a charge the bank has looked. */
export function checkedDetails(checks: NonNullable<PaymentMethod['card']>['checks']) {
  const entries = Object.entries(checks ?? {}).map(([name, value]) => [name, value === 'unchecked' ? 'pass' : value])
  return {
    address_line1_check: null,
    address_postal_code_check: null,
    cvc_check: null,
    ...Object.fromEntries(entries),
  }
}

/** What a customer's own answer to their bank leaves. */
export const threeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
}
