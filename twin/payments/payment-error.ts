// A decline as an intent remembers it, and as the caller hears of it.
import { cardError } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { Decline } from './test-cards.ts'

type PaymentMethod = StripeObject<'payment_method'>

/** `last_payment_error` of a payment intent, `last_setup_error` of a setup intent. */
export function lastError(decline: Decline, method: PaymentMethod, more: object = {}) {
  return {
    type: 'card_error' as const,
    ...decline,
    doc_url: `https://docs.stripe.com/error-codes/${decline.code.replaceAll('_', '-')}`,
    payment_method: method,
    ...more,
  }
}

/** Thrown after the intent was changed: the attempt stays. */
export function declineError(decline: Decline, method: PaymentMethod, intent: { object: string }, more: object = {}) {
  return cardError({ ...decline, ...more, payment_method: method, [intent.object]: intent })
}

export const authenticationFailure = {
  payment_intent: {
    code: 'payment_intent_authentication_failure',
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  },
  setup_intent: {
    code: 'setup_intent_authentication_failure',
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  },
}
