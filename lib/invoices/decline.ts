// Why a payment did not go through, in the few kinds that a customer can act on.
import type Stripe from 'stripe'

export type Decline =
  | 'insufficient_funds'
  | 'expired'
  | 'wrong_details'
  | 'over_limit'
  | 'not_supported'
  | 'no_mandate'
  | 'try_again'
  | 'no_reason'

// A card that was reported as lost or stolen is told nothing, as Stripe asks: whoever holds it may not be its owner.
const kinds: Record<string, Decline> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired',
  expired_payment_method: 'expired',
  incorrect_number: 'wrong_details',
  invalid_number: 'wrong_details',
  incorrect_cvc: 'wrong_details',
  invalid_cvc: 'wrong_details',
  invalid_expiry_month: 'wrong_details',
  invalid_expiry_year: 'wrong_details',
  incorrect_zip: 'wrong_details',
  incorrect_address: 'wrong_details',
  invalid_account: 'wrong_details',
  account_closed: 'wrong_details',
  no_account: 'wrong_details',
  card_velocity_exceeded: 'over_limit',
  withdrawal_count_limit_exceeded: 'over_limit',
  card_not_supported: 'not_supported',
  currency_not_supported: 'not_supported',
  transaction_not_allowed: 'not_supported',
  debit_not_authorized: 'no_mandate',
  payment_intent_mandate_invalid: 'no_mandate',
  processing_error: 'try_again',
  issuer_not_available: 'try_again',
  try_again_later: 'try_again',
  reenter_transaction: 'try_again',
}

type Intent = Pick<Stripe.PaymentIntent, 'status' | 'last_payment_error' | 'next_action'>

/** What the bank said to the last attempt; null where there was none. */
export function findDecline({ last_payment_error: error }: Pick<Intent, 'last_payment_error'>): Decline | null {
  if (!error) return null
  return kinds[error.decline_code ?? ''] ?? kinds[error.code ?? ''] ?? 'no_reason'
}

/** Whether only the customer is missing, to confirm the payment with the bank. */
export function wantsAuthentication({ status, last_payment_error: error, next_action }: Intent): boolean {
  // Other actions are not the bank's question: a transfer to make, a code to wait for.
  if (status === 'requires_action') return ['use_stripe_sdk', 'redirect_to_url'].includes(next_action?.type ?? '')
  return [error?.code, error?.decline_code].includes('authentication_required')
}
