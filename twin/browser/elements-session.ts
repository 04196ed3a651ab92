import { savedMethodsOf } from '../checkout/saved-methods.ts'
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { claim, customerOf, expiredError, isExpired, requireCustomerSession } from './customer-session.ts'

type SessionParams = {
  client_secret?: string
  customer_session_client_secret?: string
  checkout_client_secret?: string
  deferred_intent?: { mode: 'payment' | 'setup' | 'subscription'; setup_future_usage?: string }
}
type Intent = StripeObject<'payment_intent'> | StripeObject<'setup_intent'>

/** `GET /v1/elements/sessions`: what a Payment Element may show, by a publishable key and the secrets that the page has. */
export function openElementsSession(context: Context<unknown>) {
  const given = context.params as SessionParams
  const { client_secret, customer_session_client_secret, checkout_client_secret, deferred_intent } = given
  const intent = deferred_intent ?? describeIntent(findIntent(context, context.clientSecret ?? client_secret))
  const account = callOperation(context, 'accounts.retrieveCurrent', {}) as StripeObject<'account'>
  return {
    object: 'elements_session',
    now: context.now(),
    business_name: account.settings?.dashboard.display_name ?? account.id,
    intent,
    customer: customer_session_client_secret
      ? describeCustomer(context, customer_session_client_secret, intent)
      : checkout_client_secret
        ? describeCheckoutCustomer(context, checkout_client_secret)
        : null,
  }
}

/** The saved cards that a Checkout Session shows stand in it, not in a customer session. */
function describeCheckoutCustomer(context: Context, secret: string) {
  const [session] = context.list('checkout.session', (each) => each.client_secret === secret)
  if (!session?.customer) return null
  return { customer: session.customer, features: {}, payment_methods: savedMethodsOf(context, session) }
}

/** `POST /v1/elements/payment_methods/{id}/detach`: the "Remove" of a saved card, where the customer session allows it. */
export function detachSavedMethod(context: Context<unknown>) {
  const { customer_session_client_secret: secret } = context.params as SessionParams
  const session = requireGoodSession(context, secret)
  const method = listSavedMethods(context, session).find(({ id }) => id === context.id)
  if (!method) throw resourceMissing('PaymentMethod', context.id)
  if (featuresOf(session)?.payment_method_remove !== 'enabled') {
    throw invalidRequest('The customer session does not allow removing payment methods.')
  }
  return callOperation(context, 'paymentMethods.detach', {}, { id: method.id })
}

function findIntent(context: Context, clientSecret: string | undefined): Intent {
  const [id = ''] = clientSecret?.split('_secret_') ?? []
  const found = context.find('payment_intent', id) ?? context.find('setup_intent', id)
  if (!found || found.client_secret !== clientSecret) {
    throw resourceMissing(id.startsWith('pi_') ? 'payment_intent' : 'setup_intent', id, 'client_secret')
  }
  if (['succeeded', 'canceled'].includes(found.status)) {
    throw invalidRequest(
      `You cannot initialize Elements with an intent in a terminal state: ${found.id} is ${found.status}.`,
      {
        code: `${found.object}_unexpected_state`,
        [found.object]: found,
      },
    )
  }
  return found
}

function describeIntent(intent: Intent) {
  const customer = intent.customer as string | null
  if (intent.object === 'setup_intent') return { mode: 'setup' as const, customer }
  const { amount, currency, setup_future_usage } = intent
  return { mode: 'payment' as const, amount, currency, setup_future_usage, customer }
}

function describeCustomer(
  context: Context,
  secret: string,
  intent: { mode: string; setup_future_usage?: string | null; customer?: string | null },
) {
  const session = requireGoodSession(context, secret)
  claim(context, session)
  const features = featuresOf(session)
  if (features?.payment_method_save === 'enabled' && features.payment_method_save_usage && intent.setup_future_usage) {
    throw invalidRequest(
      'You cannot set both payment_method_save_usage on the CustomerSession and setup_future_usage on the PaymentIntent.',
      { param: 'customer_session_client_secret' },
    )
  }
  const isRedisplaying = features?.payment_method_redisplay === 'enabled'
  const limit = features?.payment_method_redisplay_limit ?? 3
  return {
    customer: customerOf(session),
    features,
    payment_methods: isRedisplaying ? listSavedMethods(context, session).slice(0, limit) : [],
  }
}

function requireGoodSession(context: Context, secret: string | undefined) {
  const session = requireCustomerSession(context, secret, 'payment_element')
  if (isExpired(context, session)) throw expiredError()
  return session
}

/** The customer's cards, newest first, as far as `allow_redisplay` lets this session show them. */
function listSavedMethods(context: Context, session: StripeObject<'customer_session'>) {
  const customer = customerOf(session)
  const filters: string[] = featuresOf(session)?.payment_method_allow_redisplay_filters ?? ['always']
  return context.list(
    'payment_method',
    (method) =>
      method.customer === customer &&
      method.type === 'card' &&
      filters.includes(method.allow_redisplay ?? 'unspecified'),
  )
}

function featuresOf(session: StripeObject<'customer_session'>) {
  return session.components?.payment_element.features
}
