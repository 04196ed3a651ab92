import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { ObjectFields } from '../kernel/wire.ts'
import { type CreateParams, lineAmount, readLines, type Session } from './session-lines.ts'

const absent = [
  'discounts',
  'automatic_tax',
  'shipping_options',
  'shipping_address_collection',
  'custom_fields',
  'optional_items',
  'consent_collection',
  'payment_method_options',
  'permissions',
  'managed_payments',
] as const
const shortestSeconds = 30 * 60
const longestSeconds = 24 * 3600

export function createSession(context: Context, params: CreateParams): Session {
  for (const name of absent)
    if (params[name] !== undefined) throw notPlayed(`the parameter "${name}" of checkout sessions`)
  const mode = params.mode
  if (!mode) throw invalidRequest('Missing required param: mode.', { code: 'parameter_missing', param: 'mode' })
  const uiMode = params.ui_mode ?? 'hosted_page'
  if (uiMode === 'elements' || uiMode === 'form') throw notPlayed(`checkout sessions with ui_mode "${uiMode}"`)
  checkAddresses(params, uiMode === 'hosted_page')
  checkCustomer(context, params)
  const lines = readLines(context, { ...params, mode })
  const id = context.newId('cs_test')
  const amount = lines.reduce((sum, line) => sum + lineAmount(context, line), 0)
  const [first] = lines
  const session = context.insert('checkout.session', {
    id,
    amount_subtotal: mode === 'setup' ? null : amount,
    amount_total: mode === 'setup' ? null : trialTotal(params, amount),
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: uiMode === 'hosted_page' ? null : context.newSecret(id),
    currency: first ? context.get('price', first.price).currency : (params.currency ?? null),
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: params.customer ?? null,
    customer_creation: params.customer
      ? null
      : mode === 'subscription'
        ? 'always'
        : (params.customer_creation ?? 'if_required'),
    customer_email: params.customer_email ?? null,
    customer_details: params.customer_email ? { email: params.customer_email, tax_exempt: 'none', tax_ids: [] } : null,
    expires_at: readExpiry(context, params),
    invoice_creation: mode === 'payment' ? { enabled: false, invoice_data: { metadata: {} } } : null,
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    mode,
    payment_method_collection: mode === 'subscription' ? (params.payment_method_collection ?? 'always') : 'if_required',
    payment_method_types: ['card'],
    payment_status: mode === 'setup' ? 'no_payment_required' : 'unpaid',
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    ...(uiMode === 'embedded_page'
      ? { redirect_on_completion: params.redirect_on_completion ?? 'always', return_url: params.return_url }
      : {}),
    saved_payment_method_options: params.customer
      ? {
          allow_redisplay_filters: params.saved_payment_method_options?.allow_redisplay_filters ?? ['always'],
          payment_method_remove: 'disabled',
          payment_method_save: null,
        }
      : null,
    status: 'open',
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
    total_details: mode === 'setup' ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: uiMode,
    url: uiMode === 'hosted_page' ? `${context.base}/c/pay/${id}` : null,
    _lines: lines,
    _subscriptionData: params.subscription_data,
    _paymentIntentData: params.payment_intent_data,
    _setupIntentData: params.setup_intent_data,
    _attempt: null,
  } as ObjectFields<'checkout.session'>)
  context.schedule('checkout.expire', id, session.expires_at)
  return session
}

export function expireSession(context: Context, before: Session): Session {
  if (before.status !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${before.status}\`.`,
      { code: 'checkout_session_expired' },
    )
  }
  context.unschedule('checkout.expire', before.id)
  const expired = context.update(before, { status: 'expired', url: null, client_secret: null })
  context.emit('checkout.session.expired', expired)
  return expired
}

function trialTotal({ subscription_data: data }: CreateParams, amount: number): number {
  return data?.trial_period_days || data?.trial_end ? 0 : amount
}

function checkAddresses(
  { success_url: success, cancel_url: cancel, return_url: back, redirect_on_completion: redirect }: CreateParams,
  isHosted: boolean,
) {
  if (isHosted) {
    if (!success)
      throw invalidRequest('Missing required param: success_url.', { code: 'parameter_missing', param: 'success_url' })
    for (const [param, url] of [
      ['success_url', success],
      ['cancel_url', cancel],
    ] as const) {
      if (url !== undefined && !/^https?:\/\//.test(url))
        throw invalidRequest('Not a valid URL', { code: 'url_invalid', param })
    }
    return
  }
  if (success || cancel)
    throw invalidRequest(
      '`success_url` and `cancel_url` cannot be used with `ui_mode` set to `embedded_page`. Use `return_url`.',
      { param: success ? 'success_url' : 'cancel_url' },
    )
  if (!back && redirect !== 'never')
    throw invalidRequest('Missing required param: return_url.', { code: 'parameter_missing', param: 'return_url' })
}

function checkCustomer(
  context: Context,
  {
    customer,
    customer_email: email,
    customer_creation: creation,
    customer_update: update,
    client_reference_id: reference,
    mode,
  }: CreateParams,
) {
  if (customer) context.get('customer', customer, 'customer')
  if (customer && email)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer',
    })
  if (customer && creation)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_creation.', {
      param: 'customer_creation',
    })
  if (update && !customer)
    throw invalidRequest('`customer_update` can only be used with `customer`.', { param: 'customer_update' })
  if (creation && mode !== 'payment')
    throw invalidRequest('`customer_creation` can only be used in `payment` mode.', { param: 'customer_creation' })
  if (reference && reference.length > 200)
    throw invalidRequest('Invalid string: must be at most 200 characters', { param: 'client_reference_id' })
}

function readExpiry(context: Context, { expires_at: at }: CreateParams): number {
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
