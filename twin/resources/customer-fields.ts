// What a customer's create and update check and keep as it was given.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { readReconciliation } from './cash-balances.ts'
import { readTaxFields } from './customer-tax.ts'

type Fields = Params<'customers.create'> & Params<'customers.update'>

/** Documented lengths; what is not here may have 5000 characters. */
const longest: Record<string, number> = {
  business_name: 150,
  individual_name: 150,
  name: 256,
  email: 512,
  phone: 20,
}
const mostCustomFields = 4

export function readCustomerFields(
  context: Context,
  {
    expand: _,
    validate: __,
    payment_method: ___,
    tax_id_data: ____,
    balance: _____,
    source: ______,
    tax,
    cash_balance,
    ...fields
  }: Fields,
) {
  for (const [name, most] of Object.entries(longest)) refuseLong(fields[name as 'name'], most, name)
  if (fields.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fields.email))
    throw invalidRequest(`Invalid email address: ${fields.email}`, { code: 'email_invalid', param: 'email' })
  if (fields.invoice_prefix !== undefined) checkPrefix(context, fields.invoice_prefix)
  if (fields.next_invoice_sequence !== undefined && fields.next_invoice_sequence < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'next_invoice_sequence',
    })
  const { custom_fields: customFields } = fields.invoice_settings ?? {}
  if (customFields) checkCustomFields(customFields, 'invoice_settings[custom_fields]')
  return { ...fields, ...readTaxFields(tax), ...readReconciliation(cash_balance?.settings?.reconciliation_mode) }
}

function checkPrefix(context: Context, prefix: string) {
  if (!/^[A-Z0-9]{1,12}$/.test(prefix))
    throw invalidRequest('Invalid invoice_prefix: must be 1 to 12 uppercase letters or numbers.', {
      param: 'invoice_prefix',
    })
  if (context.list('customer', (one) => one.invoice_prefix === prefix && one.id !== context.id).length > 0)
    throw invalidRequest(`The invoice prefix ${prefix} is already in use.`, { param: 'invoice_prefix' })
}

export function checkCustomFields(fields: readonly { name: string; value: string }[], param: string) {
  if (fields.length > mostCustomFields)
    throw invalidRequest(`You can set at most ${mostCustomFields} custom fields.`, { param })
  fields.forEach(({ name, value }, index) => {
    refuseLong(name, 40, `${param}[${index}][name]`)
    refuseLong(value, 140, `${param}[${index}][value]`)
  })
}

export function refuseLong(text: string | null | undefined, most: number, param: string) {
  if (text && text.length > most)
    throw invalidRequest(`Invalid string: ${text.slice(0, 20)}...; must be at most ${most} characters`, { param })
}
