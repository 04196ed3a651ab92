import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'

/** https://docs.stripe.com/api/tax_ids: those of customers. */
export const taxIds: Resource = {
  operations: {
    'customers.createTaxId': createTaxId,
    'customers.retrieveTaxId': (context) => getOwn(context),
    'customers.listTaxIds': (context) => {
      const { id } = context.get('customer', context.id)
      return context.page(
        context.list('tax_id', ({ customer }) => customer === id),
        'tax ID',
      )
    },
    'customers.deleteTaxId': (context) => {
      const taxId = getOwn(context)
      context.emit('customer.tax_id.deleted', taxId)
      return context.delete(taxId)
    },
  },
}

function createTaxId(context: Context<Params<'customers.createTaxId'>>) {
  const customer = context.get('customer', context.id)
  const { type, value } = context.params
  const isValid = type === 'eu_vat' ? /^[A-Z]{2}[A-Z0-9]{2,13}$/.test(value) : /\d/.test(value)
  if (!isValid) throw invalidRequest(`Invalid value for ${type}.`, { code: 'tax_id_invalid', param: 'value' })
  const taxId = context.insert('tax_id', {
    type,
    value,
    country: /^([a-z]{2})_/.exec(type)?.[1]?.toUpperCase().replace('EU', value.slice(0, 2)) ?? null,
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    owner: { type: 'customer', customer: customer.id },
    verification: { status: 'pending', verified_address: null, verified_name: null },
  })
  context.emit('customer.tax_id.created', taxId)
  return taxId
}

function getOwn(context: Context) {
  const taxId = context.find('tax_id', context.id)
  if (!taxId || taxId.customer !== context.path.customerId) throw resourceMissing('tax_id', context.id)
  return taxId
}
