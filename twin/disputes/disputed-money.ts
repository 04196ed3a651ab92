import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { recordBalanceTransaction } from '../payments/balance.ts'

type Dispute = StripeObject<'dispute'>

const disputeFee = 1500

/** Takes what is disputed, and Stripe's fee for it; a reversal gives both back. */
export function moveDisputed(context: Context, dispute: Dispute, kind: 'withdrawal' | 'reversal'): Dispute {
  const sign = kind === 'withdrawal' ? -1 : 1
  const { id } = recordBalanceTransaction(context, {
    amount: sign * dispute.amount,
    currency: dispute.currency,
    source: dispute.id,
    type: 'adjustment',
    description: `Chargeback ${kind} for ${dispute.charge}`,
    fee: { amount: -sign * disputeFee, description: 'Dispute fee' },
    reportingCategory: kind === 'withdrawal' ? 'dispute' : 'dispute_reversal',
    isAvailable: true,
  })
  return context.update(dispute, { _transactions: [...(dispute._transactions ?? []), id] })
}
