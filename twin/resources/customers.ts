import { creditBalances, shiftBalance } from '../billing/invoices/customer-balance.ts'
import { joinClock } from '../clocks/join-clock.ts'
import { list, retrieveOrStub, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { createCustomerTaxId } from '../tax-ids/create-tax-id.ts'
import type { EntitledFields } from './active-entitlements.ts'
import { type CashFields, findCashBalance, refuseCashBalance } from './cash-balances.ts'
import { readCustomerFields } from './customer-fields.ts'
import { attachSource, checkDefaultSource, findCard, listCards, readSource, replaceSource } from './customer-sources.ts'
import { checkTaxLocation, describeTax, type TaxFields } from './customer-tax.ts'
import { attachPaymentMethod, findPaymentMethod, refuseDeclined } from './payment-methods.ts'

type Customer = StripeObject<'customer'>

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    customer: EntitledFields & CashFields & TaxFields
  }
}

/** https://docs.stripe.com/api/customers */
export const customers: Resource = {
  operations: {
    'customers.create': createCustomer,
    'customers.retrieve': retrieveOrStub('customer'),
    'customers.update': updateCustomer,
    'customers.del': deleteCustomer,
    'customers.list': list('customer', {
      by: ['email', 'test_clock'],
      hides: 'test_clock',
    }),
    'customers.search': search('customer', ['email', 'name', 'phone']),
    'customers.listPaymentMethods': (context) => {
      const { type, allow_redisplay: redisplay } = context.params
      const customer = context.get('customer', context.id)
      const methods = context.list(
        'payment_method',
        (method) =>
          method.customer === customer.id &&
          (type === undefined || method.type === type) &&
          (redisplay === undefined || method.allow_redisplay === redisplay),
      )
      return context.page(methods, 'PaymentMethod')
    },
  },
  includes: {
    customer: {
      subscriptions: (customer, context) =>
        context.sublist(
          context.list('subscription', (one) => one.customer === customer.id && one.status !== 'canceled'),
          `/v1/customers/${customer.id}/subscriptions`,
        ),
      tax_ids: (customer, context) =>
        context.sublist(
          context.list('tax_id', (one) => one.customer === customer.id),
          `/v1/customers/${customer.id}/tax_ids`,
        ),
      invoice_credit_balance: (customer, context) => creditBalances(context, customer),
      cash_balance: (customer, context) => findCashBalance(context, customer),
      tax: (customer) => describeTax(customer),
      default_source: (customer, context) => findCard(context, customer.default_source),
      sources: (customer, context) =>
        context.sublist(listCards(context, customer), `/v1/customers/${customer.id}/sources`),
    },
  },
}

function createCustomer(context: Context<Params<'customers.create'>>) {
  const { payment_method: given, balance = 0, tax_id_data: taxIds = [] } = context.params
  const { metadata, invoice_settings: settings, ...fields } = readCustomerFields(context, context.params)
  if (fields.test_clock) joinClock(context, fields.test_clock)
  const { default_payment_method: payer, ...otherSettings } = settings ?? {}
  const method = given ? findPaymentMethod(context, given, 'payment_method') : undefined
  // A decline keeps what was done before it; here that must not be a customer.
  if (method) refuseDeclined(method)
  const source = context.params.source ? readSource(context, context.params.source) : undefined
  const customer = context.insert('customer', {
    balance: 0,
    currency: null,
    delinquent: false,
    discount: null,
    invoice_prefix: context.account.random.text(8).toUpperCase(),
    next_invoice_sequence: 1,
    tax_exempt: 'none',
    test_clock: null,
    preferred_locales: [],
    address: null,
    name: null,
    phone: null,
    ...fields,
    invoice_settings: otherSettings,
    metadata: mergeMetadata({}, metadata),
  })
  checkTaxLocation(customer, context.params.tax)
  if (method) attachPaymentMethod(context, method, customer.id)
  // A test token names a new payment method each time: as the payer it means the one just attached.
  const payerId = payer && payer === given ? method?.id : payer
  if (payerId) setSettings(context, customer, { default_payment_method: payerId })
  if (balance !== 0) shiftBalance(context, customer, { amount: balance, currency: 'usd', type: 'initial' })
  const card = source && attachSource(context, customer, source)
  if (card) context.update(customer, { default_source: card.id })
  const created = context.get('customer', customer.id)
  context.emit('customer.created', created)
  if (card) context.emit('customer.source.created', card)
  for (const [index, taxId] of taxIds.entries()) createCustomerTaxId(context, created, taxId, `tax_id_data[${index}]`)
  return created
}

function updateCustomer(context: Context<Params<'customers.update'>>) {
  const before = context.get('customer', context.id)
  const { balance } = context.params
  const { metadata, invoice_settings: settings, ...fields } = readCustomerFields(context, context.params)
  if (fields.test_clock) joinClock(context, fields.test_clock)
  const changed = context.update(before, { ...fields, metadata: mergeMetadata(before.metadata, metadata) })
  checkTaxLocation(changed, context.params.tax)
  if (settings) setSettings(context, changed, settings)
  const amount = (balance ?? before.balance) - before.balance
  const currency = before.currency ?? 'usd'
  if (fields.default_source) checkDefaultSource(context, before, fields.default_source)
  if (context.params.source) replaceSource(context, changed, context.params.source)
  if (amount !== 0) shiftBalance(context, changed, { amount, currency, type: 'adjustment' })
  const customer = context.get('customer', before.id)
  context.emit('customer.updated', customer, before)
  return customer
}

function setSettings(context: Context, customer: Customer, settings: { default_payment_method?: string }) {
  const { default_payment_method: payer } = settings
  if (payer && context.find('payment_method', payer)?.customer !== customer.id) {
    const message = `The customer does not have a payment method with the ID ${payer}. The payment method must be attached to the customer.`
    throw invalidRequest(message, { param: 'invoice_settings[default_payment_method]', code: 'resource_missing' })
  }
  return context.update(customer, { invoice_settings: { ...customer.invoice_settings, ...settings } })
}

function deleteCustomer(context: Context) {
  const customer = context.get('customer', context.id)
  refuseCashBalance(context, customer)
  context.emit('customer.deleted', customer)
  return context.delete(customer)
}
