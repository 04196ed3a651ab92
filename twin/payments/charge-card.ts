// What the bank says to one charge of a payment method.
import type { Context } from '../kernel/context.ts'
import { notPlayed } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { recordBalanceTransaction } from './balance.ts'
import { detailsOf } from './charge-details.ts'
import { asksIncrements, isHeldFor } from './method-options.ts'
import { takeOrderedDecline } from './ordered-declines.ts'
import { behaviourOf } from './payment-method-fields.ts'
import type { Decline, TestCard } from './test-cards.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type PaymentMethod = StripeObject<'payment_method'>
export type Charge = StripeObject<'charge'>

export type Verdict =
  | { kind: 'approved' }
  | { kind: 'declined'; decline: Decline }
  | { kind: 'authentication_required' }

/** `customer`: whom the charge is for, though the method may be nobody's yet. */
type Circumstances = {
  customer: unknown
  isAuthenticated: boolean
  isOffSession: boolean
  isChallengeAsked?: boolean
}

export function judgeCharge(
  context: Context,
  method: PaymentMethod,
  { customer, isAuthenticated, isOffSession, isChallengeAsked = false }: Circumstances,
): Verdict {
  const ordered = takeOrderedDecline(context, customer)
  if (ordered) return { kind: 'declined', decline: ordered }
  const behaviour = behaviourOf(method)
  if (behaviour.notPlayed) throw notPlayed(`${behaviour.notPlayed}, which this test card brings about`)
  const isWanted = isChallengeAsked
    ? Boolean(behaviour.authentication)
    : wantsAuthentication(behaviour, method, isOffSession)
  if (isWanted && !isAuthenticated) {
    return isOffSession ? { kind: 'declined', decline: authenticationRequired } : { kind: 'authentication_required' }
  }
  const { declinesCharge } = behaviour
  return declinesCharge ? { kind: 'declined', decline: declinesCharge } : { kind: 'approved' }
}

function wantsAuthentication({ authentication }: TestCard, method: PaymentMethod, isOffSession: boolean): boolean {
  if (authentication === 'once') return !(isOffSession && method._isAuthenticated)
  if (authentication === 'on_session') return !isOffSession
  return authentication === 'always'
}

export const authenticationRequired: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

export type Attempt = {
  decline?: Decline | undefined
  isAuthenticated?: boolean
  isIncrementable?: boolean
  mandate?: string | undefined
  isPending?: boolean
}

/** Leaves the charge that every attempt at money leaves, whatever became of it. */
export function recordCharge(context: Context, intent: PaymentIntent, method: PaymentMethod, attempt: Attempt = {}) {
  const isHeld = isHeldFor(intent, method.type)
  return insertCharge(
    context,
    {
      amount: intent.amount,
      currency: intent.currency,
      customer: intent.customer,
      description: intent.description,
      metadata: intent.metadata,
      payment_intent: intent.id,
      payment_method: method.id,
      receipt_email: intent.receipt_email,
      shipping: intent.shipping as Charge['shipping'],
      statement_descriptor: intent.statement_descriptor,
      statement_descriptor_suffix: intent.statement_descriptor_suffix,
      transfer_group: intent.transfer_group,
    },
    method,
    { ...attempt, isHeld, isIncrementable: isHeld && asksIncrements(intent) },
  )
}

export function insertCharge(
  context: Context,
  fields: Partial<Charge> & { amount: number; currency: string },
  method: PaymentMethod,
  attempt: Attempt & { isHeld: boolean },
): Charge {
  const { decline, isHeld, isPending = false } = attempt
  const isCaptured = !decline && !isHeld
  const id = context.newId(method.type === 'card' ? 'ch' : 'py')
  const charge = context.insert('charge', {
    ...fields,
    id,
    amount_captured: isCaptured ? fields.amount : 0,
    amount_refunded: 0,
    billing_details: method.billing_details,
    calculated_statement_descriptor: method.type === 'card' ? describeOnStatement(fields) : null,
    captured: isCaptured,
    disputed: false,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    outcome: outcomeOf(decline, behaviourOf(method)),
    paid: !decline && !isPending,
    payment_method_details: detailsOf(context, method, { ...attempt, amount: fields.amount }),
    receipt_url: decline ? null : `${context.base}/receipts/${id}`,
    refunded: false,
    status: decline ? 'failed' : isPending ? 'pending' : 'succeeded',
  } as Partial<Charge>)
  if (isPending) {
    context.emit('charge.pending', charge)
    return charge
  }
  const settled = isCaptured ? settleCharge(context, charge, method) : charge
  context.emit(decline ? 'charge.failed' : 'charge.succeeded', settled)
  return settled
}

/** The account's prefix, and what the charge adds to it. */
function describeOnStatement({ statement_descriptor_suffix: suffix, statement_descriptor: own }: Partial<Charge>) {
  return suffix ? `TWIN* ${suffix}`.slice(0, 22) : (own ?? 'TWIN')
}

/** Puts what was captured on the account's balance. */
export function settleCharge(context: Context, charge: Charge, method: PaymentMethod): Charge {
  const transaction = recordBalanceTransaction(context, {
    amount: charge.amount_captured,
    currency: charge.currency,
    source: charge.id,
    type: method.type === 'card' ? 'charge' : 'payment',
    description: charge.description,
    isAvailable: behaviourOf(method).isAvailableAtOnce ?? false,
  })
  if (behaviourOf(method).dispute) context.scheduleAtOnce('dispute.open', charge.id)
  return context.update(charge, { balance_transaction: transaction.id })
}

function outcomeOf(decline: Decline | undefined, { risk }: TestCard) {
  const riskOf = { risk_level: risk ?? 'normal', risk_score: risk === 'highest' ? 92 : risk === 'elevated' ? 71 : 24 }
  const none = { advice_code: null, network_advice_code: null, network_decline_code: null }
  if (!decline) {
    return {
      ...none,
      ...riskOf,
      network_status: 'approved_by_network',
      reason: risk === 'elevated' ? 'elevated_risk_level' : null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    }
  }
  if (risk === 'highest') {
    return {
      ...none,
      ...riskOf,
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      seller_message: 'Stripe blocked this payment as too risky.',
      type: 'blocked',
    }
  }
  return {
    ...none,
    ...riskOf,
    network_decline_code: '05',
    network_status: 'declined_by_network',
    reason: decline.decline_code ?? decline.code,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  }
}
