// A person pays: what the session promised comes to be, or the card says no and everything is as before.
import { createSubscription } from '../billing/create-subscription.ts'
import { openIntentOf } from '../billing/finalize-invoice.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest, StripeError } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { confirmPaymentIntent } from '../payments/confirm-payment-intent.ts'
import { confirmSetupIntent } from '../payments/confirm-setup-intent.ts'
import { behaviourOf } from '../payments/payment-method-fields.ts'
import type { Decline } from '../payments/test-cards.ts'
import { createPaymentIntent } from '../resources/payment-intents.ts'
import { attachPaymentMethod } from '../resources/payment-methods.ts'
import { createSetupIntent } from '../resources/setup-intents.ts'
import type { Session } from './session-lines.ts'

export type Payer = { method: StripeObject<'payment_method'>; email: string | null; name: string | null }
type Intent = StripeObject<'payment_intent'> | StripeObject<'setup_intent'>

/** @returns the session, complete; or still open while its customer must authenticate (`_attempt` names the intent) */
export function completeSession(context: Context, before: Session, payer: Payer): Session {
  if (before.status !== 'open')
    throw invalidRequest(`This Checkout Session is ${before.status}.`, { code: 'checkout_session_not_open' })
  const decline = declineOf(before, payer)
  // Nothing is left of a try that the bank refuses: only what was paid begins to exist.
  if (decline) throw new StripeError(402, { type: 'card_error', ...decline })
  const customer = payingCustomer(context, before, payer)
  const session = context.update(before, {
    customer,
    customer_details: { ...detailsOf(payer) } as Session['customer_details'],
  })
  switch (session.mode) {
    case 'setup':
      return finish(context, session, setUp(context, session, payer))
    case 'subscription':
      return finish(context, session, subscribe(context, session, payer))
    default:
      return finish(context, session, pay(context, session, payer))
  }
}

/** After authentication: the intent's state decides. */
export function resumeSession(context: Context, session: Session, intent: Intent): Session {
  return finish(context, session, intent)
}

function finish(context: Context, before: Session, intent: Intent | undefined): Session {
  if (intent && intent.status !== 'succeeded')
    return context.update(context.get('checkout.session', before.id), {
      _attempt: intent.status === 'requires_action' ? intent.id : null,
    })
  context.unschedule('checkout.expire', before.id)
  const current = context.get('checkout.session', before.id)
  const done = context.update(current, {
    status: 'complete',
    url: null,
    payment_status: intent?.object === 'payment_intent' ? 'paid' : 'no_payment_required',
    _attempt: null,
  })
  context.emit('checkout.session.completed', done)
  return done
}

function declineOf({ mode }: Session, { method }: Payer): Decline | undefined {
  const { declinesCharge, declinesSetup, authentication } = behaviourOf(method)
  if (authentication) return undefined
  return mode === 'setup' ? declinesSetup : (declinesCharge ?? declinesSetup)
}

function payingCustomer(context: Context, session: Session, { email, name }: Payer): string | null {
  if (session.customer) return session.customer as string
  if (session.customer_creation !== 'always' && session.mode !== 'setup') return null
  const customer = context.insert('customer', {
    email,
    name,
    balance: 0,
    delinquent: false,
    invoice_prefix: context.account.random.text(8).toUpperCase(),
    next_invoice_sequence: 1,
    tax_exempt: 'none',
    preferred_locales: [],
    metadata: {},
    currency: null,
    test_clock: null,
    address: null,
    phone: null,
  })
  context.emit('customer.created', customer)
  return customer.id
}

function pay(context: Context, session: Session, { method }: Payer): Intent {
  const data = session._paymentIntentData
  const intent = createPaymentIntent(context, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: session.customer as string | null,
    description: data?.description ?? null,
    setup_future_usage: data?.setup_future_usage ?? null,
    metadata: mergeMetadata({}, data?.metadata),
  })
  context.update(session, { payment_intent: intent.id })
  return confirmPaymentIntent(context, intent, { payment_method: method.id, use_stripe_sdk: true })
}

function subscribe(context: Context, session: Session, { method }: Payer): Intent | undefined {
  const customer = session.customer as string
  attachPaymentMethod(context, method, customer)
  const data = session._subscriptionData
  const subscription = createSubscription(context, {
    customer,
    items: (session._lines ?? []).map(({ price, quantity }) => ({ price, quantity })),
    default_payment_method: method.id,
    payment_behavior: 'default_incomplete',
    ...(data?.description ? { description: data.description } : {}),
    ...(data?.metadata ? { metadata: data.metadata } : {}),
    ...(data?.trial_period_days ? { trial_period_days: data.trial_period_days } : {}),
    ...(data?.trial_end ? { trial_end: data.trial_end } : {}),
  })
  const invoice = context.get('invoice', subscription.latest_invoice as string)
  context.update(context.get('checkout.session', session.id), { subscription: subscription.id, invoice: invoice.id })
  const intent = openIntentOf(context, invoice)
  return intent && confirmPaymentIntent(context, intent, { payment_method: method.id, use_stripe_sdk: true })
}

function setUp(context: Context, session: Session, { method }: Payer): Intent {
  const data = session._setupIntentData
  const intent = createSetupIntent(context, {
    customer: session.customer as string,
    ...(data?.metadata ? { metadata: data.metadata } : {}),
    ...(data?.description ? { description: data.description } : {}),
  })
  context.update(session, { setup_intent: intent.id })
  return confirmSetupIntent(context, intent, { payment_method: method.id, use_stripe_sdk: true })
}

function detailsOf({ email, name }: Payer) {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: name,
    name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  }
}
