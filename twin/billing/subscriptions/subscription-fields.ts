// The parameters of a subscription that only set a field, checked, for creation and for updates.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest, notPlayed } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { checkLength } from '../../usage/check-length.ts'
import { attachedMethod } from '../invoices/attached-method.ts'
import type { Subscription } from './subscription-items.ts'

type Given = Partial<Params<'subscriptions.create'>> | Partial<Params<'subscriptions.update'>>

const absent = [
  'billing_schedules',
  'billing_thresholds',
  'default_source',
  'default_tax_rates',
  'transfer_data',
  'application_fee_percent',
  'on_behalf_of',
] as const
const mostCustomFields = 4
const longestDescription = 500

/** Refuses by name what the twin does not play. */
export function refuseAbsent(params: Given) {
  for (const name of absent) {
    const value = params[name]
    if (value !== undefined && value !== '') throw notPlayed(`the parameter "${name}" of subscriptions`)
  }
  if (params.automatic_tax?.enabled) throw notPlayed('automatic tax on subscriptions')
}

/** @param before the subscription that an update changes: what is left out stays */
export function subscriptionFields(
  context: Context,
  params: Given,
  { customer, before }: { customer: string; before?: Subscription },
): Partial<Subscription> {
  return {
    ...collectionFields(params, before),
    ...descriptionField(params),
    ...invoiceSettingsFields(params, before),
    ...paymentMethodField(context, params, customer),
    ...paymentSettingsFields(params, before),
    ...trialSettingsField(params, before),
  }
}

function collectionFields(params: Given, before?: Subscription): Partial<Subscription> {
  const { collection_method: given, days_until_due: days } = params
  if (before && given === undefined && days === undefined) return {}
  const method = given ?? before?.collection_method ?? 'charge_automatically'
  if (method !== 'send_invoice') {
    if (days !== undefined)
      throw invalidRequest('You can only specify `days_until_due` with `collection_method` set to `send_invoice`.', {
        param: 'days_until_due',
      })
    return { collection_method: method, days_until_due: null }
  }
  const due = days ?? before?.days_until_due ?? undefined
  if (due === undefined)
    throw invalidRequest(
      "When creating or updating an invoice or subscription with collection_method='send_invoice', a days_until_due must be specified.",
      { param: 'days_until_due' },
    )
  if (due < 0)
    throw invalidRequest('This value must be greater than or equal to 0.', {
      param: 'days_until_due',
      code: 'parameter_invalid_integer',
    })
  return { collection_method: method, days_until_due: due }
}

function paymentMethodField(context: Context, params: Given, customer: string): Partial<Subscription> {
  const { default_payment_method: id } = params
  if (id === undefined) return {}
  if (id === '') return { default_payment_method: null }
  return { default_payment_method: attachedMethod(context, id, customer, 'default_payment_method').id }
}

function paymentSettingsFields({ payment_settings: given }: Given, before?: Subscription): Partial<Subscription> {
  if (!given && before) return {}
  const known = before?.payment_settings ?? {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  }
  const options = given?.payment_method_options
  const settings = {
    ...known,
    ...given,
    ...(given?.payment_method_types === undefined ? {} : { payment_method_types: given.payment_method_types || null }),
    ...(options ? { payment_method_options: { ...known.payment_method_options, ...options } } : {}),
  }
  return { payment_settings: settings as Subscription['payment_settings'] }
}

function invoiceSettingsFields({ invoice_settings: given }: Given, before?: Subscription): Partial<Subscription> {
  if (!given && before) return {}
  if ((given?.custom_fields || []).length > mostCustomFields)
    throw invalidRequest(`You may specify at most ${mostCustomFields} custom fields.`, {
      param: 'invoice_settings[custom_fields]',
    })
  const known = before?.invoice_settings ?? {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  }
  const cleared = Object.fromEntries(
    Object.entries(given ?? {}).map(([name, value]) => [name, value === '' ? null : value]),
  )
  return { invoice_settings: { ...known, ...cleared } as Subscription['invoice_settings'] }
}

function descriptionField({ description }: Given): Partial<Subscription> {
  checkLength(description || undefined, longestDescription, 'description')
  return description === undefined ? {} : { description: description || null }
}

function trialSettingsField({ trial_settings: given }: Given, before?: Subscription): Partial<Subscription> {
  if (!given && before) return {}
  const known = before?.trial_settings?.end_behavior
  const behavior = {
    billing_cycle_anchor: known?.billing_cycle_anchor ?? null,
    missing_payment_method: known?.missing_payment_method ?? 'create_invoice',
    ...given?.end_behavior,
  }
  return { trial_settings: { end_behavior: behavior } as Subscription['trial_settings'] }
}
