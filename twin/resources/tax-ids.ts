import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { createCustomerTaxId, insertTaxId, verifyTaxId } from '../tax-ids/create-tax-id.ts'
import { getSessionCustomer } from './customer-accounts.ts'

/** https://docs.stripe.com/api/tax_ids */
export const taxIds: Resource = {
  operations: {
    'customers.createTaxId': (context) =>
      createCustomerTaxId(context, context.get('customer', context.id), context.params),
    'customers.retrieveTaxId': getOwn,
    'customers.listTaxIds': (context) => pageOf(context, { customer: context.get('customer', context.id).id }),
    'customers.deleteTaxId': (context) => deleteTaxId(context, getOwn(context)),
    'taxIds.create': createTaxId,
    'taxIds.retrieve': getTaxId,
    'taxIds.list': listTaxIds,
    'taxIds.del': (context) => deleteTaxId(context, getTaxId(context)),
  },
  jobs: { 'tax_id.verify': verifyTaxId },
}

function createTaxId(context: Context<Params<'taxIds.create'>>) {
  const { owner } = context.params
  if (!owner || owner.type === 'self') return insertTaxId(context, context.params, { owner: { type: 'self' } })
  return createCustomerTaxId(context, ownerOf(context, owner), context.params)
}

function listTaxIds(context: Context<Params<'taxIds.list'>>) {
  const { owner } = context.params
  return pageOf(context, { customer: !owner || owner.type === 'self' ? null : ownerOf(context, owner).id })
}

function ownerOf(context: Context, owner: { type: string; customer?: string; customer_account?: string }) {
  if (owner.type !== 'customer') throw notPlayed(`tax ids of owners of type "${owner.type}"`)
  if (!owner.customer && !owner.customer_account)
    throw invalidRequest('Missing required param: owner[customer].', {
      code: 'parameter_missing',
      param: 'owner[customer]',
    })
  return getSessionCustomer(context, owner)
}

function pageOf(context: Context, { customer }: { customer: string | null }) {
  return context.page(
    context.list('tax_id', (one) => one.customer === customer),
    'tax ID',
  )
}

function getTaxId(context: Context): StripeObject<'tax_id'> {
  const taxId = context.find('tax_id', context.id)
  if (!taxId) throw resourceMissing('tax_id', context.id)
  return taxId
}

function getOwn(context: Context): StripeObject<'tax_id'> {
  const taxId = getTaxId(context)
  if (taxId.customer !== context.path.customerId) throw resourceMissing('tax_id', context.id)
  return taxId
}

function deleteTaxId(context: Context, taxId: StripeObject<'tax_id'>) {
  context.unschedule('tax_id.verify', taxId.id)
  if (taxId.customer) context.emit('customer.tax_id.deleted', taxId)
  return context.delete(taxId)
}
