// A customer's bank takes a charge into question: the money goes back until it has decided.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { behaviourOf } from '../payments/payment-method-fields.ts'
import { methodOf } from '../payments/refund-charge.ts'
import type { TestDispute } from '../payments/test-card-behaviours.ts'
import { moveDisputed } from './disputed-money.ts'

export type Dispute = StripeObject<'dispute'>

const answerDays = 9

export function openDispute(context: Context, id: string) {
  const before = context.find('charge', id)
  const claim = before && behaviourOf(methodOf(context, before)).dispute
  if (!before || !claim || before.disputed) return
  const charge = context.update(before, { disputed: true })
  context.emit('charge.updated', charge, before)
  const dispute = context.insert('dispute', {
    amount: charge.amount_captured - charge.amount_refunded,
    charge: charge.id,
    currency: charge.currency,
    evidence: { enhanced_evidence: {} },
    evidence_details: {
      due_by: endOfDay(context.now() + answerDays * 86_400),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    is_charge_refundable: claim.isInquiry === true,
    payment_intent: charge.payment_intent as string | null,
    payment_method_details: { type: 'card', card: cardOf(charge, claim) },
    reason: claim.reason,
    status: claim.isInquiry ? 'warning_needs_response' : 'needs_response',
    _transactions: [],
  })
  context.schedule('dispute.expire', dispute.id, (dispute.evidence_details.due_by ?? 0) + 1)
  const told = claim.isInquiry ? dispute : moveDisputed(context, dispute, 'withdrawal')
  context.emit('charge.dispute.created', told)
  if (!claim.isInquiry) context.emit('charge.dispute.funds_withdrawn', told)
}

function cardOf(charge: StripeObject<'charge'>, claim: TestDispute) {
  const brand = charge.payment_method_details?.card?.brand ?? 'visa'
  return {
    brand,
    case_type: claim.isInquiry ? 'inquiry' : 'chargeback',
    network: brand,
    network_reason_code: claim.networkCode,
  }
}

function endOfDay(second: number): number {
  return second - (second % 86_400) + 86_399
}

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    /** What it did to the balance, by id. */
    dispute: { _transactions: string[] }
  }
}
