// What a customer has in credit (below zero) or owes, in each currency, and the transactions that made it so.
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'

type Customer = StripeObject<'customer'>
type Transaction = StripeObject<'customer_balance_transaction'>

export type BalanceMove = {
  amount: number
  currency: string
  type: Transaction['type']
  invoice?: string
  description?: string | null
  metadata?: Record<string, string>
}

export function balanceIn(context: Context, customer: Customer, currency: string): number {
  if ((customer.currency ?? currency) === currency) return customer.balance
  const [last] = context.list(
    'customer_balance_transaction',
    (one) => one.customer === customer.id && one.currency === currency,
  )
  return last?.ending_balance ?? 0
}

/** Changes the balance, records why, and tells that the customer changed. */
export function moveBalance(context: Context, customerId: string, move: BalanceMove): Transaction {
  const before = context.get('customer', customerId)
  const transaction = shiftBalance(context, before, move)
  context.emit('customer.updated', context.get('customer', customerId), before)
  return transaction
}

/** For those who tell of the customer themselves. A customer without a currency gets this one, except at first. */
export function shiftBalance(context: Context, customer: Customer, move: BalanceMove): Transaction {
  const ending = balanceIn(context, customer, move.currency) + move.amount
  const isOwn = (customer.currency ?? move.currency) === move.currency
  const currency = move.type === 'initial' ? customer.currency : move.currency
  if (isOwn) context.update(customer, { balance: ending, currency })
  return context.insert('customer_balance_transaction', {
    ...move,
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    description: move.description || null,
    ending_balance: ending,
    invoice: move.invoice ?? null,
    metadata: move.metadata ?? {},
  })
}

/** As `invoice_credit_balance` spells it: credit above zero, for every currency that has moved. */
export function creditBalances(context: Context, customer: Customer): Record<string, number> {
  const moves = context.list('customer_balance_transaction', (one) => one.customer === customer.id)
  const currencies = [...new Set(moves.map((one) => one.currency))]
  return Object.fromEntries(currencies.map((currency) => [currency, 0 - balanceIn(context, customer, currency)]))
}
