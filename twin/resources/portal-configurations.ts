import { checkUrl } from '../kernel/check-url.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { mergeFeatures, noFeatures } from '../portal/configuration-features.ts'
import { type PortalProduct, readProducts } from '../portal/configuration-products.ts'

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    'billing_portal.configuration': {
      /** Answered only when expanded. */
      _products: PortalProduct[]
    }
  }
}

type Configuration = StripeObject<'billing_portal.configuration'>
type Fields = Omit<Params<'billingPortal.configurations.update'>, 'features' | 'expand' | 'metadata'>

/** https://docs.stripe.com/api/customer_portal/configurations */
export const portalConfigurations: Resource = {
  operations: {
    'billingPortal.configurations.create': createConfiguration,
    'billingPortal.configurations.retrieve': retrieve('billing_portal.configuration'),
    'billingPortal.configurations.update': updateConfiguration,
    'billingPortal.configurations.list': list('billing_portal.configuration', {
      by: ['active', 'is_default'],
      noun: 'configuration',
    }),
  },
  includes: {
    'billing_portal.configuration': {
      'features.subscription_update.products': (configuration) => configuration._products ?? [],
    },
  },
  open: saveDefault,
  internal: { 'POST /_twin/portal_default': setDefault },
}

/** The configuration that a session uses when it names none: the portal settings saved in Stripe's dashboard. */
export function findDefaultConfiguration(context: Context): Configuration | undefined {
  return context.list('billing_portal.configuration', ({ is_default }) => is_default)[0]
}

function createConfiguration(context: Context<Params<'billingPortal.configurations.create'>>) {
  const { features, metadata, expand: _, ...given } = context.params
  const configuration = context.insert('billing_portal.configuration', {
    active: true,
    features: mergeFeatures(context, noFeatures, features),
    is_default: false,
    metadata: mergeMetadata({}, metadata),
    updated: context.now(),
    _products: readProducts(context, features.subscription_update?.products || []),
    ...readFields(given),
  })
  const created = setLoginPage(context, configuration, given)
  context.emit('billing_portal.configuration.created', created)
  return created
}

function updateConfiguration(context: Context<Params<'billingPortal.configurations.update'>>) {
  const before = context.get('billing_portal.configuration', context.id)
  const { features, metadata, expand: _, ...given } = context.params
  if (given.active === false && before.is_default) {
    throw invalidRequest('The default configuration cannot be deactivated.', { param: 'active' })
  }
  const products = features?.subscription_update?.products
  const changed = context.update(before, {
    ...(features ? { features: mergeFeatures(context, before.features, features) } : {}),
    ...(products === undefined ? {} : { _products: readProducts(context, products || []) }),
    ...readFields(given, before),
    metadata: mergeMetadata(before.metadata ?? {}, metadata),
    updated: context.now(),
  })
  const configuration = setLoginPage(context, changed, given)
  context.emit('billing_portal.configuration.updated', configuration, before)
  return configuration
}

function readFields({ login_page: _, business_profile: profile, ...fields }: Fields, before?: Configuration) {
  for (const name of ['privacy_policy_url', 'terms_of_service_url'] as const) {
    if (profile?.[name]) checkUrl(profile[name], `business_profile[${name}]`)
  }
  if ((profile?.headline?.length ?? 0) > 60)
    throw invalidRequest('Invalid string: must be at most 60 characters', { param: 'business_profile[headline]' })
  if (fields.default_return_url) checkUrl(fields.default_return_url, 'default_return_url')
  return { ...fields, business_profile: { ...before?.business_profile, ...profile } }
}

function setLoginPage(context: Context, configuration: Configuration, { login_page: given }: Fields): Configuration {
  if (!given) return configuration
  const url = given.enabled ? `${context.base}/p/login/${configuration.id}` : null
  return context.update(configuration, { login_page: { enabled: given.enabled, url } })
}

/** As an account whose owner once pressed "Save" in the portal's settings. */
function saveDefault(context: Context) {
  context.insert('billing_portal.configuration', {
    active: true,
    is_default: true,
    updated: context.now(),
    metadata: {},
    features: mergeFeatures(context, noFeatures, {
      customer_update: { enabled: true, allowed_updates: ['name', 'email', 'address', 'phone', 'tax_id'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, cancellation_reason: { enabled: true, options: allReasons } },
    }),
    _products: [],
  })
}

const allReasons = [
  'too_expensive',
  'missing_features',
  'switched_service',
  'unused',
  'customer_service',
  'too_complex',
  'low_quality',
  'other',
]

/** `{ saved: false }`: portal settings that were never saved; `{ saved: true }` saves them. */
function setDefault(context: Context<Record<string, unknown>>) {
  const saved = findDefaultConfiguration(context)
  const isWanted = context.params.saved === true
  if (isWanted && !saved) saveDefault(context)
  if (!isWanted && saved) context.delete(saved)
  return { saved: isWanted }
}
