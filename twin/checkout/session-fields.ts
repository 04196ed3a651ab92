// What a session keeps of its parameters as they are: of the payer, of the ways to pay, and of the page.
import { answeredPart } from '../kernel/answered-part.ts'
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { brandOf } from './branding.ts'
import { readConsent, readCustomFields, readCustomText } from './custom-fields.ts'
import type { CreateParams } from './session-lines.ts'

type Named = { customer?: string | null; customer_account?: string | null }

export function payerFields(context: Context, params: CreateParams, named: Named) {
  const { customer = null, customer_account = null } = named
  const creation = params.customer_creation ?? (createsCustomer(params) ? 'always' : 'if_required')
  return {
    billing_address_collection: params.billing_address_collection ?? null,
    customer,
    customer_account,
    customer_creation: customer ? null : creation,
    customer_details: knownDetails(params.customer_email, context.find('customer', customer)),
    customer_email: params.customer_email ?? null,
    ...(params.name_collection ? { name_collection: params.name_collection } : {}),
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    shipping_address_collection: params.shipping_address_collection ?? null,
    ...(params.tax_id_collection ? { tax_id_collection: { required: 'never', ...params.tax_id_collection } } : {}),
  }
}

export function methodFields(params: CreateParams, customer: string | null) {
  const { mode } = params
  const options = params.payment_method_options ?? { card: { request_three_d_secure: 'automatic' } }
  return {
    adaptive_pricing: mode === 'setup' ? null : { enabled: params.adaptive_pricing?.enabled ?? false },
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    discounts: mode === 'setup' ? null : (params.discounts ?? []).map(namedDiscount),
    payment_method_collection: mode === 'subscription' ? (params.payment_method_collection ?? 'always') : 'if_required',
    payment_method_options: answeredPart('checkout.session', 'payment_method_options', options),
    saved_payment_method_options: savedOptionsOf(params, customer),
    wallet_options: params.wallet_options ?? null,
  }
}

export function pageFields(context: Context, params: CreateParams, id: string) {
  const isHosted = params.ui_mode === 'hosted_page'
  const isEmbedded = params.ui_mode === 'embedded_page'
  return {
    ...(params.branding_settings ? { branding_settings: brandOf(params.branding_settings) } : {}),
    cancel_url: params.cancel_url ?? null,
    client_secret: isHosted ? null : context.newSecret(id),
    consent_collection: readConsent(params.consent_collection),
    custom_fields: readCustomFields(params.custom_fields),
    custom_text: readCustomText(params.custom_text),
    locale: params.locale ?? null,
    permissions: params.permissions ?? null,
    ...(isEmbedded ? { redirect_on_completion: params.redirect_on_completion ?? 'always' } : {}),
    ...(params.return_url ? { return_url: params.return_url } : {}),
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
    ui_mode: params.ui_mode,
    url: isHosted ? `${context.base}/c/pay/${id}` : null,
  }
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

export function recoveryOf({ after_expiration: after }: CreateParams) {
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
