import { moveBalance } from '../billing/invoices/customer-balance.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'

/** https://docs.stripe.com/api/customer_balance_transactions */
export const customerBalance: Resource = {
  operations: {
    'customers.createBalanceTransaction': createTransaction,
    'customers.retrieveBalanceTransaction': (context) => getOwn(context),
    'customers.updateBalanceTransaction': (context) => {
      const transaction = getOwn(context)
      const { description, metadata } = context.params
      return context.update(transaction, {
        ...(description === undefined ? {} : { description: description || null }),
        metadata: mergeMetadata(transaction.metadata, metadata),
      })
    },
    'customers.listBalanceTransactions': (context) => {
      const { id } = context.get('customer', context.id)
      const { invoice } = context.params
      const isWanted = (one: { customer: unknown; invoice: unknown }) =>
        one.customer === id && (invoice === undefined || one.invoice === invoice)
      return context.page(context.list('customer_balance_transaction', isWanted), 'customer balance transaction')
    },
  },
}

function createTransaction(context: Context<Params<'customers.createBalanceTransaction'>>) {
  const { amount, currency, description, metadata } = context.params
  const customer = context.get('customer', context.id)
  if (amount === 0) throw invalidRequest('The amount must not be 0.', { param: 'amount' })
  return moveBalance(context, customer.id, {
    amount,
    currency: readCurrency(currency),
    type: 'adjustment',
    description: description ?? null,
    metadata: mergeMetadata({}, metadata),
  })
}

function getOwn(context: Context) {
  const transaction = context.find('customer_balance_transaction', context.id)
  if (!transaction || transaction.customer !== context.path.customerId)
    throw resourceMissing('customer balance transaction', context.id)
  return transaction
}
