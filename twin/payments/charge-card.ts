// What the bank says to one charge of a payment method.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { behaviourOf } from './payment-method-fields.ts'
import type { Decline } from './test-cards.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type PaymentMethod = StripeObject<'payment_method'>

export type Verdict =
  | { kind: 'approved' }
  | { kind: 'declined'; decline: Decline }
  | { kind: 'authentication_required' }

type Circumstances = { isAuthenticated: boolean; isOffSession: boolean }

export function judgeCharge(method: PaymentMethod, { isAuthenticated, isOffSession }: Circumstances): Verdict {
  const { authentication, declinesCharge } = behaviourOf(method)
  const wantsAuthentication = authentication === 'always' || (authentication === 'once' && !method._isAuthenticated)
  if (wantsAuthentication && !isAuthenticated) {
    return isOffSession ? { kind: 'declined', decline: authenticationRequired } : { kind: 'authentication_required' }
  }
  return declinesCharge ? { kind: 'declined', decline: declinesCharge } : { kind: 'approved' }
}

const authenticationRequired: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

/** Leaves the charge that every attempt at money leaves, whatever became of it. */
export function recordCharge(context: Context, intent: PaymentIntent, method: PaymentMethod, decline?: Decline) {
  const isCaptured = !decline && intent.capture_method !== 'manual'
  const charge = context.insert('charge', {
    amount: intent.amount,
    amount_captured: isCaptured ? intent.amount : 0,
    amount_refunded: 0,
    billing_details: method.billing_details,
    captured: isCaptured,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    metadata: intent.metadata,
    outcome: outcomeOf(decline),
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method),
    receipt_email: intent.receipt_email,
    refunded: false,
    status: decline ? 'failed' : 'succeeded',
  } as Partial<StripeObject<'charge'>>)
  context.emit(decline ? 'charge.failed' : 'charge.succeeded', charge)
  return charge
}

function detailsOf({ type, card }: PaymentMethod) {
  if (!card) return { type }
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, networks } = card
  return {
    type,
    card: {
      brand,
      checks,
      country,
      exp_month,
      exp_year,
      fingerprint,
      funding,
      last4,
      network: networks?.available[0] ?? brand,
    },
  }
}

function outcomeOf(decline: Decline | undefined) {
  if (!decline) {
    return {
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      seller_message: 'Payment complete.',
      type: 'authorized',
    }
  }
  return {
    network_status: 'declined_by_network',
    reason: decline.decline_code ?? decline.code,
    risk_level: 'normal',
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  }
}
