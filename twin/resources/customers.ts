import { list, retrieveOrStub, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { notPlayed } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'

/** https://docs.stripe.com/api/customers */
export const customers: Resource = {
  operations: {
    'customers.create': createCustomer,
    'customers.retrieve': retrieveOrStub('customer'),
    'customers.update': updateCustomer,
    'customers.del': deleteCustomer,
    'customers.list': list('customer', {
      by: ['email', 'test_clock'],
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
      sources: (customer, context) => context.sublist([], `/v1/customers/${customer.id}/sources`),
    },
  },
}

function createCustomer(context: Context<Params<'customers.create'>>) {
  const { metadata, ...fields } = readFields(context.params)
  const id = context.newId('cus')
  const customer = context.insert('customer', {
    id,
    balance: 0,
    currency: null,
    delinquent: false,
    invoice_prefix: context.account.random.text(8).toUpperCase(),
    next_invoice_sequence: 1,
    tax_exempt: 'none',
    test_clock: null,
    preferred_locales: [],
    address: null,
    name: null,
    phone: null,
    ...fields,
    metadata: mergeMetadata({}, metadata),
  })
  context.emit('customer.created', customer)
  return customer
}

function updateCustomer(context: Context<Params<'customers.update'>>) {
  const before = context.get('customer', context.id)
  const { metadata, invoice_settings: settings, ...fields } = readFields(context.params)
  const customer = context.update(before, {
    ...fields,
    ...(settings ? { invoice_settings: { ...before.invoice_settings, ...settings } } : {}),
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('customer.updated', customer, before)
  return customer
}

function deleteCustomer(context: Context) {
  const customer = context.get('customer', context.id)
  context.emit('customer.deleted', customer)
  return context.delete(customer)
}

type Fields = Params<'customers.create'> & Params<'customers.update'>

/** What a customer keeps as it was given. */
function readFields({ expand: _, validate: __, ...params }: Fields) {
  const { source, payment_method, tax_id_data, tax, cash_balance, default_source, ...fields } = params
  const absent = { source, payment_method, tax_id_data, tax, cash_balance, default_source }
  for (const [name, value] of Object.entries(absent)) {
    if (value !== undefined) throw notPlayed(`the parameter "${name}" of customers`)
  }
  return fields
}
