import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import type { Resource } from '../kernel/resource.ts'
import { belowMinimum, invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import type { AnyObject, Params, StripeObject } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'

type Customer = StripeObject<'customer'>
type Transaction = StripeObject<'customer_cash_balance_transaction'>
type Mode = NonNullable<NonNullable<Params<'customers.updateCashBalance'>['settings']>['reconciliation_mode']>

export type CashFields = {
  /** How its cash is applied, where the customer has a way of its own. */
  _reconciliationMode: 'automatic' | 'manual' | null
}

/** Where a bank transfer can come from, and in which currency. */
const transfers: Record<string, string> = {
  eur: 'eu_bank_transfer',
  gbp: 'gb_bank_transfer',
  jpy: 'jp_bank_transfer',
  mxn: 'mx_bank_transfer',
  usd: 'us_bank_transfer',
}

/** https://docs.stripe.com/api/cash_balance and https://docs.stripe.com/api/cash_balance_transactions */
export const cashBalances: Resource = {
  operations: {
    'customers.retrieveCashBalance': (context) => describeCashBalance(context, context.get('customer', context.id)),
    'customers.updateCashBalance': updateCashBalance,
    'customers.listCashBalanceTransactions': (context) => {
      const customer = context.get('customer', context.id)
      return context.page(transactionsOf(context, customer), 'cash balance transaction')
    },
    'customers.retrieveCashBalanceTransaction': (context) => {
      const found = context.find('customer_cash_balance_transaction', context.id)
      if (found?.customer === context.path.customerId) return found
      throw resourceMissing('cash balance transaction', context.id)
    },
    'testHelpers.customers.fundCashBalance': fundCashBalance,
  },
}

function updateCashBalance(context: Context<Params<'customers.updateCashBalance'>>) {
  const { settings } = context.params
  const fields = readReconciliation(settings?.reconciliation_mode)
  const before = context.get('customer', context.id)
  return describeCashBalance(context, context.update<Customer>(before, fields))
}

export function readReconciliation(mode: Mode | undefined): Partial<CashFields> {
  if (mode === undefined) return {}
  return { _reconciliationMode: mode === 'merchant_default' ? null : (mode as 'automatic' | 'manual') }
}

/** What a customer's own answer has of it: nothing before the first transfer. */
export function findCashBalance(context: Context, customer: Customer) {
  return hasCashBalance(context, customer) ? describeCashBalance(context, customer) : null
}

export function refuseCashBalance(context: Context, customer: Customer) {
  if (hasCashBalance(context, customer))
    throw invalidRequest('You cannot delete a customer with a cash balance, even if the balance is 0.')
}

function hasCashBalance(context: Context, customer: Customer): boolean {
  return transactionsOf(context, customer).length > 0
}

function transactionsOf(context: Context, { id }: Customer): Transaction[] {
  return context.list('customer_cash_balance_transaction', (one) => one.customer === id)
}

/** Oldest first, so that the last word of each currency stands. */
function availableTo(context: Context, customer: Customer): Record<string, number> | null {
  const history = transactionsOf(context, customer).toReversed()
  if (history.length === 0) return null
  return Object.fromEntries(history.map(({ currency, ending_balance: balance }) => [currency, balance]))
}

function describeCashBalance(context: Context, customer: Customer): AnyObject {
  const { _reconciliationMode: mode = null } = customer
  return fillObject('cash_balance', {
    available: availableTo(context, customer),
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    livemode: false,
    settings: { reconciliation_mode: mode ?? 'automatic', using_merchant_default: mode === null },
  }) as AnyObject
}

function fundCashBalance(context: Context<Params<'testHelpers.customers.fundCashBalance'>>) {
  const { amount, reference = null } = context.params
  const customer = context.get('customer', context.id)
  const currency = readCurrency(context.params.currency)
  const type = transfers[currency]
  if (amount < 1) throw belowMinimum(1, 'amount')
  if (!type) throw invalidRequest(`Bank transfers are not possible in ${currency}.`, { param: 'currency' })
  const before = availableTo(context, customer)?.[currency] ?? 0
  const transaction = context.insert('customer_cash_balance_transaction', {
    currency,
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    ending_balance: before + amount,
    net_amount: amount,
    type: 'funded',
    // A transfer to Mexico tells nothing of who sent it.
    funded: { bank_transfer: { reference, type, ...(type === 'mx_bank_transfer' ? {} : { [type]: {} }) } },
  })
  context.emit('customer_cash_balance_transaction.created', transaction)
  context.emit('cash_balance.funds_available', describeCashBalance(context, customer))
  return transaction
}
