import { closeDispute, decideDispute, expireDispute, updateDispute } from '../disputes/answer-dispute.ts'
import { type Dispute, openDispute } from '../disputes/open-dispute.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { withStatus } from './balance.ts'

/** https://docs.stripe.com/api/disputes */
export const disputes: Resource = {
  operations: {
    'disputes.retrieve': retrieve('dispute'),
    'disputes.list': list('dispute', { by: ['charge', 'payment_intent'] }),
    'disputes.update': updateDispute,
    'disputes.close': closeDispute,
  },
  views: { dispute: showDispute },
  jobs: { 'dispute.open': openDispute, 'dispute.decide': decideDispute, 'dispute.expire': expireDispute },
}

function showDispute(dispute: Dispute, context: Context) {
  const { due_by: dueBy } = dispute.evidence_details
  const transactions = (dispute._transactions ?? []).map((id) => context.get('balance_transaction', id))
  return {
    ...dispute,
    balance_transactions: transactions.map((transaction) => withStatus(context, transaction)),
    evidence_details: { ...dispute.evidence_details, past_due: dueBy !== null && dueBy < context.now() },
  }
}
