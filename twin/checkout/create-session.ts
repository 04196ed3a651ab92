import { answeredPart } from '../kernel/answered-part.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { parameterMissing } from '../kernel/stripe-error.ts'
import type { ObjectFields, StripeObject } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'
import { readCustomer } from '../payments/intent-fields.ts'
import { readMethodTypes } from '../payments/method-types.ts'
import { createSetupIntent } from '../resources/setup-intents.ts'
import { brandOf } from './branding.ts'
import { readConsent, readCustomFields, readCustomText } from './custom-fields.ts'
import { readOptionalItems } from './optional-items.ts'
import { readInvoiceCreation } from './purchase-invoice.ts'
import { type CreateParams, readLines, type Session } from './session-lines.ts'
import { checkSession, readExpiry } from './session-rules.ts'
import { tryOutSubscription } from './session-subscription.ts'
import { currencyOf, totalsOf } from './session-totals.ts'
import { readShipping } from './shipping-options.ts'

export function createSession(context: Context, params: CreateParams, recoveredFrom: string | null = null): Session {
  const mode = params.mode
  if (!mode) throw parameterMissing('mode')
  const uiMode = params.ui_mode ?? 'hosted_page'
  checkSession(context, params, mode, uiMode)
  const { customer = null, customer_account = null } = readCustomer(context, params)
  const lines = readLines(context, { ...params, mode })
  const wanted = params.currency === undefined ? undefined : readCurrency(params.currency)
  const currency = currencyOf(context, lines, wanted)
  const {
    automatic_payment_methods: _,
    excluded_payment_method_types,
    ...types
  } = readMethodTypes(context, params as Parameters<typeof readMethodTypes>[1], mode === 'setup' ? wanted : currency)
  const isSetup = mode === 'setup'
  const optional = readOptionalItems(context, params, { lines, currency })
  const shipping = readShipping(context, params.shipping_options, { mode, currency })
  const id = context.newId('cs_test')
  const isHosted = uiMode === 'hosted_page'
  const session = context.insert('checkout.session', {
    ...(isSetup
      ? { amount_subtotal: null, amount_total: null, currency: wanted ?? null, total_details: null }
      : totalsOf(context, { lines, currency, customer, params, shipping: shipping.shipping_cost })),
    id,
    adaptive_pricing: isSetup ? null : { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: recoveryOf(params),
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    ...types,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    ...(params.branding_settings ? { branding_settings: brandOf(params.branding_settings) } : {}),
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: isHosted ? null : context.newSecret(id),
    consent_collection: readConsent(params.consent_collection),
    custom_fields: readCustomFields(params.custom_fields),
    custom_text: readCustomText(params.custom_text),
    customer,
    customer_account,
    customer_creation: customer
      ? null
      : (params.customer_creation ?? (createsCustomer(params) ? 'always' : 'if_required')),
    customer_details: knownDetails(params.customer_email, context.find('customer', customer)),
    customer_email: params.customer_email ?? null,
    discounts: isSetup ? null : (params.discounts ?? []).map(namedDiscount),
    ...(excluded_payment_method_types ? { excluded_payment_method_types } : {}),
    expires_at: readExpiry(context, params),
    integration_identifier: params.integration_identifier ?? null,
    invoice_creation: readInvoiceCreation(params),
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    mode,
    ...(params.name_collection ? { name_collection: params.name_collection } : {}),
    ...(optional ? { optional_items: optional } : {}),
    origin_context: params.origin_context ?? null,
    payment_method_collection: mode === 'subscription' ? (params.payment_method_collection ?? 'always') : 'if_required',
    payment_method_options: answeredPart(
      'checkout.session',
      'payment_method_options',
      params.payment_method_options ?? { card: { request_three_d_secure: 'automatic' } },
    ),
    payment_status: isSetup ? 'no_payment_required' : 'unpaid',
    permissions: params.permissions ?? null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: recoveredFrom,
    ...(uiMode === 'embedded_page' ? { redirect_on_completion: params.redirect_on_completion ?? 'always' } : {}),
    ...(params.return_url ? { return_url: params.return_url } : {}),
    saved_payment_method_options: savedOptionsOf(params, customer),
    ...shipping,
    shipping_address_collection: params.shipping_address_collection ?? null,
    status: 'open',
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
    ...(params.tax_id_collection ? { tax_id_collection: { required: 'never', ...params.tax_id_collection } } : {}),
    ui_mode: uiMode,
    url: isHosted ? `${context.base}/c/pay/${id}` : null,
    wallet_options: params.wallet_options ?? null,
    _lines: lines,
    _subscriptionData: params.subscription_data,
    _paymentIntentData: params.payment_intent_data,
    _setupIntentData: params.setup_intent_data,
    _given: params,
    _promotionCode: null,
    _attempt: null,
  } as ObjectFields<'checkout.session'>)
  context.schedule('checkout.expire', id, session.expires_at)
  if (mode === 'subscription') tryOutSubscription(context, session)
  return isSetup ? context.update(session, { setup_intent: openSetup(context, session).id }) : session
}

/** A payment's intent waits for the payer; that of a setup is there from the beginning. */
function openSetup(context: Context, { customer, _setupIntentData: data }: Session) {
  const intent = createSetupIntent(context, {
    ...(customer ? { customer: customer as string } : {}),
    ...(data?.metadata ? { metadata: data.metadata } : {}),
    ...(data?.description ? { description: data.description } : {}),
  })
  return context.update(intent, { _isOfCheckout: true })
}

/** A subscription and an invoice are somebody's. */
function createsCustomer({ mode, invoice_creation: invoice }: CreateParams): boolean {
  return mode === 'subscription' || invoice?.enabled === true
}

/** What is known of the payer before they type anything. */
function knownDetails(email: string | undefined, customer: StripeObject<'customer'> | undefined) {
  if (email === undefined && !customer) return null
  return { email: email ?? customer?.email ?? null, tax_exempt: customer?.tax_exempt ?? 'none', tax_ids: [] }
}

function recoveryOf({ after_expiration: after }: CreateParams) {
  if (!after?.recovery) return null
  const { allow_promotion_codes = false, enabled } = after.recovery
  return { recovery: { allow_promotion_codes, enabled, expires_at: null, url: null } }
}

function namedDiscount({ coupon, promotion_code: code }: NonNullable<CreateParams['discounts']>[number]) {
  return { coupon: coupon ?? null, promotion_code: code ?? null }
}

function savedOptionsOf({ mode, saved_payment_method_options: given }: CreateParams, customer: string | null) {
  if (mode === 'setup' || (!customer && !given)) return null
  return {
    allow_redisplay_filters: ['always'],
    payment_method_remove: 'disabled',
    payment_method_save: null,
    ...given,
  }
}
