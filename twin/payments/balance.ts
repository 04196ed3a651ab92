// What each movement of money does to the account's balance.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'

type Transaction = StripeObject<'balance_transaction'>
type Movement = {
  amount: number
  currency: string
  source: string
  type: 'adjustment' | 'charge' | 'payment' | 'refund' | 'payment_refund' | 'refund_failure'
  description: string | null
  isAvailable?: boolean
  /** In place of the one for income; what is below zero comes back. */
  fee?: { amount: number; description: string }
  reportingCategory?: string
}

const pendingSeconds = 2 * 86_400

/** Money that comes costs Stripe's list price, 2.9 % and 30; money that goes back costs nothing. */
export function recordBalanceTransaction(
  context: Context,
  { isAvailable = false, fee: given, reportingCategory, ...movement }: Movement,
): Transaction {
  const isIncome = movement.type === 'charge' || movement.type === 'payment'
  const listPrice = isIncome ? Math.min(movement.amount, Math.round(movement.amount * 0.029) + 30) : 0
  const fee = given?.amount ?? listPrice
  const details = {
    amount: fee,
    currency: movement.currency,
    description: given?.description ?? 'Stripe processing fees',
    type: 'stripe_fee',
  }
  return context.insert('balance_transaction', {
    ...movement,
    available_on: context.now() + (isAvailable ? 0 : pendingSeconds),
    balance_type: 'payments',
    exchange_rate: null,
    fee,
    fee_details: fee !== 0 ? [{ ...details, application: null }] : [],
    net: movement.amount - fee,
    reporting_category: reportingCategory ?? (isIncome ? 'charge' : movement.type.replace('payment_', '')),
    status: isAvailable ? 'available' : 'pending',
  } as Partial<Transaction>)
}
