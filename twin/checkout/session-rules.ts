// What may be asked of a checkout session, by its mode and by where it is shown.
import { checkEmail } from '../kernel/check-email.ts'
import { checkUrl } from '../kernel/check-url.ts'
import type { Context } from '../kernel/context.ts'
import {
  belowMinimum,
  invalidRequest,
  notPlayed,
  parameterMissing,
  parametersExclusive,
} from '../kernel/stripe-error.ts'
import { refuseNotPlayed } from '../payments/intent-fields.ts'
import { refuseLong } from '../resources/customer-fields.ts'
import { checkBrand } from './branding.ts'
import type { CreateParams } from './session-lines.ts'

const absent = ['managed_payments']
const shortestSeconds = 30 * 60
const longestSeconds = 24 * 3600
const shortestTrialSeconds = 48 * 3600

/** Parameters that belong to some modes. */
const modesOf: Partial<Record<keyof CreateParams, string[]>> = {
  customer_creation: ['payment', 'setup'],
  discounts: ['payment', 'subscription'],
  allow_promotion_codes: ['payment', 'subscription'],
  invoice_creation: ['payment'],
  payment_intent_data: ['payment'],
  payment_method_collection: ['subscription'],
  phone_number_collection: ['payment', 'subscription'],
  saved_payment_method_options: ['payment', 'subscription'],
  setup_intent_data: ['setup'],
  submit_type: ['payment', 'subscription'],
  subscription_data: ['subscription'],
}
/** Parameters that some places do not show. */
const hiddenIn: Record<string, (keyof CreateParams)[]> = {
  elements: [
    ...(['after_expiration', 'branding_settings', 'cancel_url', 'custom_fields', 'custom_text'] as const),
    ...(['origin_context', 'submit_type', 'success_url', 'redirect_on_completion'] as const),
  ],
  embedded_page: ['cancel_url', 'success_url'],
  form: ['redirect_on_completion'],
  hosted_page: ['permissions', 'redirect_on_completion', 'return_url'],
}

export function checkSession(context: Context, params: CreateParams, mode: string, uiMode: string) {
  refuseNotPlayed(params, absent, 'checkout sessions')
  if (params.automatic_tax?.enabled) throw notPlayed('tax calculation')
  for (const [param, modes] of Object.entries(modesOf)) {
    if (params[param as keyof CreateParams] === undefined || modes.includes(mode)) continue
    throw invalidRequest(`\`${param}\` can only be used in ${modes.map((one) => `\`${one}\``).join(' and ')} mode.`, {
      param,
    })
  }
  for (const param of hiddenIn[uiMode] ?? []) {
    if (params[param] === undefined) continue
    throw invalidRequest(`\`${param}\` cannot be used with \`ui_mode\` set to \`${uiMode}\`.`, { param })
  }
  if (mode === 'setup' && !params.currency && !params.allowed_payment_method_types) throw parameterMissing('currency')
  if (params.discounts && params.allow_promotion_codes !== undefined)
    throw parametersExclusive('allow_promotion_codes', 'discounts')
  if ((params.discounts?.length ?? 0) > 1)
    throw invalidRequest('Only up to one discount may be specified.', { param: 'discounts' })
  checkAddresses(params, uiMode)
  checkCustomer(params)
  if (params.subscription_data) checkTrial(context, params.subscription_data)
  checkPaymentData(params.payment_intent_data)
  checkBrand(params.branding_settings)
}

function checkAddresses(params: CreateParams, uiMode: string) {
  for (const param of ['success_url', 'cancel_url', 'return_url'] as const)
    if (params[param] !== undefined) checkUrl(params[param].replaceAll(/[{}]/g, ''), param)
  if (uiMode === 'hosted_page' && !params.success_url) throw parameterMissing('success_url')
  const staysOnPage = params.redirect_on_completion === 'never'
  if (staysOnPage && params.return_url)
    throw invalidRequest('`return_url` cannot be used with `redirect_on_completion` set to `never`.', {
      param: 'return_url',
    })
  const comesBack = uiMode === 'elements' || (uiMode === 'embedded_page' && !staysOnPage)
  if (comesBack && !params.return_url) throw parameterMissing('return_url')
  if (uiMode === 'elements' && params.tax_id_collection?.required)
    throw invalidRequest('`tax_id_collection[required]` cannot be used with `ui_mode` set to `elements`.', {
      param: 'tax_id_collection[required]',
    })
  if (params.permissions?.update_shipping_details && uiMode !== 'elements')
    throw invalidRequest('`permissions[update_shipping_details]` is only supported when `ui_mode` is `elements`.', {
      param: 'permissions[update_shipping_details]',
    })
}

function checkCustomer(params: CreateParams) {
  const { client_reference_id: reference, customer_email: email } = params
  const isKnown = params.customer !== undefined || params.customer_account !== undefined
  if (isKnown && email) throw parametersExclusive('customer', 'customer_email')
  if (isKnown && params.customer_creation) throw parametersExclusive('customer_creation', 'customer')
  if (params.customer_update && !isKnown)
    throw invalidRequest('`customer_update` can only be used with `customer`.', { param: 'customer_update' })
  if (email) checkEmail(email, 'customer_email')
  if (reference && reference.length > 200)
    throw invalidRequest('Invalid string: must be at most 200 characters', { param: 'client_reference_id' })
}

function checkTrial(context: Context, data: NonNullable<CreateParams['subscription_data']>) {
  const { billing_cycle_anchor: anchor, trial_end: end, trial_period_days: days } = data
  if (end !== undefined && days !== undefined)
    throw parametersExclusive('subscription_data[trial_end]', 'subscription_data[trial_period_days]')
  if (days !== undefined && days < 1) throw belowMinimum(1, 'subscription_data[trial_period_days]')
  if (end !== undefined && end < context.now() + shortestTrialSeconds)
    throw invalidRequest('The `trial_end` date has to be at least 2 days in the future.', {
      param: 'subscription_data[trial_end]',
    })
  if (anchor !== undefined && anchor <= context.now())
    throw invalidRequest('The `billing_cycle_anchor` must be in the future.', {
      param: 'subscription_data[billing_cycle_anchor]',
    })
}

function checkPaymentData(data: CreateParams['payment_intent_data']) {
  for (const param of ['statement_descriptor', 'statement_descriptor_suffix'] as const)
    refuseLong(data?.[param], 22, `payment_intent_data[${param}]`)
  if (data?.receipt_email) checkEmail(data.receipt_email, 'payment_intent_data[receipt_email]')
}

export function readExpiry(context: Context, { expires_at: at }: CreateParams): number {
  const now = context.now()
  if (at === undefined) return now + longestSeconds
  if (at < now + shortestSeconds)
    throw invalidRequest('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', {
      param: 'expires_at',
    })
  if (at > now + longestSeconds)
    throw invalidRequest('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', {
      param: 'expires_at',
    })
  return at
}
