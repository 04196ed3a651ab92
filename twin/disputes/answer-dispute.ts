// What a merchant says to a dispute, and what the bank makes of it: the words that Stripe's test mode listens to decide.
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { moveDisputed } from './disputed-money.ts'
import { readEvidence } from './evidence.ts'
import type { Dispute } from './open-dispute.ts'

const open = ['needs_response', 'warning_needs_response']

export function updateDispute(context: Context<Params<'disputes.update'>>): Dispute {
  const before = context.get('dispute', context.id)
  const { evidence, intended_submission_method: method, metadata, submit } = context.params
  const isSubmitted = submit ?? evidence !== undefined
  if ((evidence || isSubmitted) && !open.includes(before.status)) throw alreadyAnswered(before)
  if (method?.includes('smart_disputes')) throw notPlayed(`the submission method "${method}" of disputes`)
  const known = evidence ? readEvidence(before.evidence, evidence) : before.evidence
  const hasEvidence = Object.values(known).some((value) => typeof value === 'string')
  const dispute = context.update(before, {
    ...(evidence ? { evidence: known } : {}),
    ...(method ? { intended_submission_method: method } : {}),
    ...(isSubmitted ? { status: isInquiry(before) ? 'warning_under_review' : 'under_review' } : {}),
    evidence_details: {
      ...before.evidence_details,
      has_evidence: hasEvidence,
      submission_count: before.evidence_details.submission_count + (isSubmitted ? 1 : 0),
      ...(isSubmitted ? { submission_method: 'manual' as const } : {}),
    },
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('charge.dispute.updated', dispute, before)
  if (isSubmitted) {
    context.unschedule('dispute.expire', dispute.id)
    context.scheduleAtOnce('dispute.decide', dispute.id)
  }
  return dispute
}

export function closeDispute(context: Context): Dispute {
  const before = context.get('dispute', context.id)
  if (!open.includes(before.status)) throw invalidRequest('This dispute is already closed.')
  return giveUp(context, before)
}

/** Nobody answered in time. */
export function expireDispute(context: Context, id: string) {
  const dispute = context.get('dispute', id)
  if (open.includes(dispute.status)) giveUp(context, dispute)
}

function giveUp(context: Context, dispute: Dispute): Dispute {
  return endDispute(context, dispute, isInquiry(dispute) ? 'warning_closed' : 'lost')
}

/** https://docs.stripe.com/testing#evidence: any other words leave it under review. */
export function decideDispute(context: Context, id: string) {
  const dispute = context.get('dispute', id)
  const words = dispute.evidence.uncategorized_text
  if (words === 'escalate_inquiry_evidence' && isInquiry(dispute)) return escalate(context, dispute)
  if (words !== 'winning_evidence' && words !== 'losing_evidence') return undefined
  if (isInquiry(dispute)) return endDispute(context, dispute, 'warning_closed')
  return endDispute(context, dispute, words === 'winning_evidence' ? 'won' : 'lost')
}

function escalate(context: Context, before: Dispute): Dispute {
  const { payment_method_details: details } = before
  const dispute = context.update(moveDisputed(context, before, 'withdrawal'), {
    is_charge_refundable: false,
    payment_method_details: { ...details, card: { ...details?.card, case_type: 'chargeback' } },
    status: 'needs_response',
  } as Partial<Dispute>)
  context.emit('charge.dispute.updated', dispute, before)
  context.emit('charge.dispute.funds_withdrawn', dispute)
  return dispute
}

function endDispute(context: Context, before: Dispute, status: 'won' | 'lost' | 'warning_closed'): Dispute {
  context.unschedule('dispute.expire', before.id)
  const isWon = status === 'won'
  const paid = isWon ? moveDisputed(context, before, 'reversal') : before
  const dispute = context.update(paid, { status, ...(isWon ? { is_charge_refundable: true } : {}) })
  if (isWon) context.emit('charge.dispute.funds_reinstated', dispute)
  context.emit('charge.dispute.closed', dispute)
  return dispute
}

function isInquiry({ status }: Dispute): boolean {
  return status.startsWith('warning_')
}

function alreadyAnswered({ status }: Dispute) {
  return invalidRequest(
    `You cannot submit evidence for this dispute because it has a status of ${status}. Only a dispute with one of the following statuses may be answered: ${open.join(', ')}.`,
    { param: 'evidence' },
  )
}
