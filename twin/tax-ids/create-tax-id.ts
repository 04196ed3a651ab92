// A tax id of a customer, or of the account itself, and what becomes of verifying it.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { ObjectFields, Params, StripeObject } from '../kernel/wire.ts'
import { hasForm, magicValues, verifiableTypes } from './tax-id-forms.ts'

export type TaxIdParams = Pick<Params<'taxIds.create'>, 'type' | 'value'>

const mostTaxIds = 5

export function createCustomerTaxId(
  context: Context,
  customer: StripeObject<'customer'>,
  params: TaxIdParams,
  param = '',
) {
  if (context.list('tax_id', (one) => one.customer === customer.id).length >= mostTaxIds)
    throw invalidRequest(`A customer can have at most ${mostTaxIds} tax IDs.`, { code: 'tax_id_limit_reached' })
  const account = customer.customer_account ?? null
  const taxId = insertTaxId(
    context,
    params,
    {
      customer: customer.id,
      customer_account: account,
      owner: { type: 'customer', customer: customer.id, customer_account: account },
    },
    param,
  )
  context.emit('customer.tax_id.created', taxId)
  return taxId
}

/** @param param where the request named it, for the error */
export function insertTaxId(
  context: Context,
  { type, value }: TaxIdParams,
  owner: ObjectFields<'tax_id'>,
  param = '',
): StripeObject<'tax_id'> {
  if (!hasForm(type, value))
    throw invalidRequest(`Invalid value for ${type}.`, {
      code: 'tax_id_invalid',
      param: param === '' ? 'value' : `${param}[value]`,
    })
  const isVerifiable = verifiableTypes.includes(type)
  const taxId = context.insert('tax_id', {
    type,
    value,
    country: countryOf(type, value),
    ...owner,
    verification: { status: isVerifiable ? 'pending' : 'unavailable', verified_address: null, verified_name: null },
  })
  const outcome = isVerifiable ? magicValues[value] : undefined
  if (outcome && outcome !== 'pending') context.schedule('tax_id.verify', taxId.id, context.now() + 1)
  return taxId
}

export function verifyTaxId(context: Context, id: string) {
  const before = context.find('tax_id', id)
  const status = before && magicValues[before.value]
  if (!before || !status) return
  const isVerified = status === 'verified'
  const taxId = context.update(before, {
    verification: {
      status,
      verified_address: isVerified ? '123 TEST STREET' : null,
      verified_name: isVerified ? 'TEST' : null,
    },
  })
  if (taxId.customer) context.emit('customer.tax_id.updated', taxId, before)
}

function countryOf(type: string, value: string): string | null {
  if (type === 'eu_vat') return /^[A-Z]{2}/.exec(value)?.[0].replace('EL', 'GR').replace('XI', 'GB') ?? null
  if (type === 'eu_oss_vat' || type === 'unknown') return null
  return type.slice(0, 2).toUpperCase()
}
