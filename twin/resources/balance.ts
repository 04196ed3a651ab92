import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import type { StripeObject } from '../kernel/wire.ts'

type Transaction = StripeObject<'balance_transaction'>

/** https://docs.stripe.com/api/balance_transactions and https://docs.stripe.com/api/balance */
export const balance: Resource = {
  operations: {
    'balance.retrieve': retrieveBalance,
    'balanceTransactions.retrieve': retrieve('balance_transaction'),
    'balanceTransactions.list': list('balance_transaction', { by: ['currency', 'source', 'type'] }),
  },
  views: { balance_transaction: (transaction, context) => withStatus(context, transaction) },
}

function retrieveBalance(context: Context) {
  const transactions = context.list('balance_transaction')
  const sums = (status: string) => {
    const currencies = new Set(['usd', ...transactions.map((transaction) => transaction.currency)])
    return [...currencies].map((currency) => {
      const own = transactions.filter((one) => one.currency === currency && statusOf(context, one) === status)
      const amount = own.reduce((sum, one) => sum + one.net, 0)
      return { amount, currency, source_types: { card: amount } }
    })
  }
  return { object: 'balance', available: sums('available'), livemode: false, pending: sums('pending') }
}

export function withStatus(context: Context, transaction: Transaction) {
  return { ...transaction, status: statusOf(context, transaction) }
}

function statusOf(context: Context, { available_on: at }: Transaction): string {
  return at <= context.now() ? 'available' : 'pending'
}
