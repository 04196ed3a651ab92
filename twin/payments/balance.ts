// What each movement of money does to the account's balance.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'

type Transaction = StripeObject<'balance_transaction'>
type Movement = {
  amount: number
  currency: string
  source: string
  type: 'charge' | 'payment' | 'refund' | 'payment_refund' | 'refund_failure'
  description: string | null
  isAvailable?: boolean
}

const pendingSeconds = 2 * 86_400

/** Money that comes costs Stripe's list price, 2.9 % and 30; money that goes back costs nothing. */
export function recordBalanceTransaction(
  context: Context,
  { isAvailable = false, ...movement }: Movement,
): Transaction {
  const isIncome = movement.type === 'charge' || movement.type === 'payment'
  const fee = isIncome ? Math.min(movement.amount, Math.round(movement.amount * 0.029) + 30) : 0
  const details = {
    amount: fee,
    currency: movement.currency,
    description: 'Stripe processing fees',
    type: 'stripe_fee',
  }
  return context.insert('balance_transaction', {
    ...movement,
    available_on: context.now() + (isAvailable ? 0 : pendingSeconds),
    balance_type: 'payments',
    exchange_rate: null,
    fee,
    fee_details: fee > 0 ? [{ ...details, application: null }] : [],
    net: movement.amount - fee,
    reporting_category: isIncome ? 'charge' : movement.type.replace('payment_', ''),
    status: isAvailable ? 'available' : 'pending',
  } as Partial<Transaction>)
}
