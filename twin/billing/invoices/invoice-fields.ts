// What an invoice's create and update read in the same way.
import { answeredPart } from '../../kernel/answered-part.ts'
import type { Context } from '../../kernel/context.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { invalidRequest, notPlayed } from '../../kernel/stripe-error.ts'
import type { ObjectFields, Params, StripeObject } from '../../kernel/wire.ts'
import { refuseNotPlayed } from '../../payments/intent-fields.ts'
import { checkCustomFields, refuseLong } from '../../resources/customer-fields.ts'
import { attachedMethod } from './attached-method.ts'
import { draftSeconds } from './invoice-delays.ts'

type Invoice = StripeObject<'invoice'>
type Given = Params<'invoices.create'> & Omit<Params<'invoices.update'>, keyof Params<'invoices.create'>>
export type InvoiceParams = { [Name in keyof Given]?: Given[Name] | '' | null }

const daySeconds = 86_400
const fiveYearsInSeconds = 5 * 366 * daySeconds
const notPlayedParams = [
  'account_tax_ids',
  'application_fee_amount',
  'default_source',
  'default_tax_rates',
  'on_behalf_of',
  'shipping_cost',
  'transfer_data',
]

/** The fields that the parameters change, beside dates and discounts. */
export function readInvoiceFields(context: Context, params: InvoiceParams, before?: Invoice): ObjectFields<'invoice'> {
  refuseNotPlayed(params, notPlayedParams, 'invoices')
  const { automatic_tax: tax, issuer } = params
  if (typeof tax === 'object' && tax?.enabled) throw notPlayed('automatic tax')
  if (issuer && issuer.type !== 'self') throw notPlayed('issuers other than the account itself')
  const kept = [
    'auto_advance',
    'collection_method',
    'description',
    'footer',
    'effective_at',
    'shipping_details',
  ] as const
  const fields: Record<string, unknown> = {}
  for (const name of kept) if (params[name] !== undefined) fields[name] = params[name] === '' ? null : params[name]
  if (params.custom_fields !== undefined) fields.custom_fields = readCustomFields(params.custom_fields)
  if (params.number !== undefined) fields.number = readNumber(context, params.number, before?.id)
  if (params.statement_descriptor) fields.statement_descriptor = readDescriptor(params.statement_descriptor)
  if (params.default_payment_method)
    fields.default_payment_method = attachedMethod(
      context,
      params.default_payment_method,
      params.customer ?? before?.customer,
      'default_payment_method',
    ).id
  if (params.rendering)
    fields.rendering = {
      amount_tax_display: null,
      template: null,
      template_version: null,
      pdf: null,
      ...params.rendering,
    }
  if (params.payment_settings)
    fields.payment_settings = answeredPart('invoice', 'payment_settings', {
      ...before?.payment_settings,
      ...params.payment_settings,
    })
  if (params.metadata !== undefined) fields.metadata = mergeMetadata(before?.metadata, params.metadata)
  return fields as ObjectFields<'invoice'>
}

/** When it is due: only for invoices that are sent. */
export function readDueDate(context: Context, params: InvoiceParams, before?: Invoice): { due_date?: number | null } {
  const { due_date: date, days_until_due: days } = params
  const method = params.collection_method ?? before?.collection_method ?? 'charge_automatically'
  const given = date !== undefined ? 'due_date' : days !== undefined ? 'days_until_due' : undefined
  if (method !== 'send_invoice') {
    if (given)
      throw invalidRequest(`\`${given}\` can only be set for invoices with \`collection_method=send_invoice\`.`, {
        param: given,
      })
    return params.collection_method ? { due_date: null } : {}
  }
  if (typeof date === 'number' && typeof days === 'number')
    throw invalidRequest('You may only specify one of these parameters: days_until_due, due_date.', {
      param: 'due_date',
    })
  if (typeof days === 'number') {
    if (days < 0)
      throw invalidRequest('This value must be greater than or equal to 0.', {
        code: 'parameter_invalid_integer',
        param: 'days_until_due',
      })
    return { due_date: (before?.created ?? context.now()) + days * daySeconds }
  }
  if (typeof date === 'number') {
    if (date <= context.now()) throw invalidRequest('The due date must be in the future.', { param: 'due_date' })
    return { due_date: date }
  }
  if (before?.due_date) return {}
  throw invalidRequest(
    "When creating or updating an invoice or subscription with collection_method='send_invoice', a days_until_due or due_date must be specified.",
    { param: 'days_until_due' },
  )
}

/** When a draft becomes final by itself: at a time given, or an hour after it was left to Stripe. */
export function readFinalization(
  context: Context,
  params: InvoiceParams,
  before?: Invoice,
): { automatically_finalizes_at: number | null } {
  const { auto_advance: isAdvanced, automatically_finalizes_at: at } = params
  if (typeof at === 'number') {
    const isSoon = at > context.now() && at <= context.now() + fiveYearsInSeconds
    if (!isSoon)
      throw invalidRequest('automatically_finalizes_at must be in the future, at most five years from now.', {
        param: 'automatically_finalizes_at',
      })
    return { automatically_finalizes_at: at }
  }
  if (isAdvanced === undefined) return { automatically_finalizes_at: before?.automatically_finalizes_at ?? null }
  if (!isAdvanced) return { automatically_finalizes_at: null }
  return { automatically_finalizes_at: before?.automatically_finalizes_at ?? context.now() + draftSeconds }
}

function readCustomFields(given: InvoiceParams['custom_fields']) {
  if (!given) return null
  checkCustomFields(given, 'custom_fields')
  return given
}

function readNumber(context: Context, number: string | null | undefined, own: string | undefined): string | null {
  if (!number) return null
  const isTaken = context.list('invoice', (one) => one.number === number && one.id !== own).length > 0
  if (isTaken)
    throw invalidRequest(`The invoice number ${number} is already in use.`, {
      param: 'number',
      code: 'resource_already_exists',
    })
  refuseLong(number, 26, 'number')
  return number
}

function readDescriptor(text: string): string {
  if (!/[A-Za-z]/.test(text))
    throw invalidRequest('The statement descriptor must contain at least one letter.', {
      param: 'statement_descriptor',
    })
  if (/[<>"'\\*]/.test(text))
    throw invalidRequest('The statement descriptor must not contain any of < > " \' \\ *.', {
      param: 'statement_descriptor',
    })
  refuseLong(text, 22, 'statement_descriptor')
  return text
}
