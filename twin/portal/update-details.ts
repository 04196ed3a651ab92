// What a customer changes about themselves in the portal: only the parts that the configuration allows.
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'

type Customer = StripeObject<'customer'>

const addressParts = ['line1', 'line2', 'postal_code', 'city', 'state', 'country'] as const

export function updateDetails(
  context: Context,
  customer: Customer,
  allowed: readonly string[],
  form: URLSearchParams,
  emailInvalid: string,
) {
  const email = form.get('email')?.trim()
  if (allowed.includes('email') && email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw invalidRequest(emailInvalid, { param: 'email' })
  }
  const params: Params<'customers.update'> = {}
  for (const name of ['name', 'email', 'phone'] as const) {
    const value = form.get(name)?.trim()
    if (allowed.includes(name) && value !== undefined) params[name] = value
  }
  if (allowed.includes('address') && form.has('address_line1')) params.address = readAddress(form, 'address')
  if (allowed.includes('shipping') && form.has('shipping_line1')) {
    const name = customer.shipping?.name ?? params.name ?? customer.name ?? ''
    params.shipping = { name, address: readAddress(form, 'shipping') }
  }
  callOperation(context, 'customers.update', params, { id: customer.id })
  if (allowed.includes('tax_id')) updateTaxIds(context, customer, form)
}

function readAddress(form: URLSearchParams, group: string) {
  return Object.fromEntries(addressParts.map((part) => [part, form.get(`${group}_${part}`)?.trim() || null])) as {
    [part in (typeof addressParts)[number]]: string
  }
}

function updateTaxIds(context: Context, { id: customerId }: Customer, form: URLSearchParams) {
  for (const id of form.getAll('remove_tax_id')) callOperation(context, 'customers.deleteTaxId', {}, { customerId, id })
  const value = form.get('tax_id_value')?.trim()
  if (!value) return
  const type = form.get('tax_id_type') as Params<'customers.createTaxId'>['type']
  callOperation(context, 'customers.createTaxId', { type, value }, { id: customerId })
}
