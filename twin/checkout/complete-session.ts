// A person pays: what the session promised comes to be, or the card says no and everything is as before.
import { createSubscription } from '../billing/create-subscription.ts'
import { openIntentOf } from '../billing/invoice-payments.ts'
import { redeemDiscounts } from '../discounts/redeem-discounts.ts'
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
import { finishSession, type Intent } from './finish-session.ts'
import type { Session, SessionLine } from './session-lines.ts'

export type Payer = {
  method: StripeObject<'payment_method'>
  email: string | null
  name: string | null
  phone?: string | null
  address?: object | null
}

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
      return finishSession(context, session, setUp(context, session, payer))
    case 'subscription':
      return finishSession(context, session, subscribe(context, session, payer))
    default:
      return finishSession(context, session, pay(context, session, payer))
  }
}

function declineOf({ mode, amount_total: total }: Session, { method }: Payer): Decline | undefined {
  const { declinesCharge, declinesSetup, authentication } = behaviourOf(method)
  if (authentication) return undefined
  return mode === 'setup' || !total ? declinesSetup : (declinesCharge ?? declinesSetup)
}

function payingCustomer(context: Context, session: Session, { email, name }: Payer): string | null {
  if (session.customer) return updatedCustomer(context, session, name)
  if (session.customer_creation !== 'always') return null
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

function updatedCustomer(context: Context, session: Session, name: string | null): string {
  const customer = context.get('customer', session.customer as string)
  if (session._given?.customer_update?.name === 'auto' && name && name !== customer.name)
    context.emit('customer.updated', context.update(customer, { name }), customer)
  return customer.id
}

function pay(context: Context, session: Session, { method }: Payer): Intent | undefined {
  const customer = session.customer as string | null
  countDiscounts(context, session)
  if (!session.amount_total) return undefined
  const { metadata, setup_future_usage: usage, ...data } = session._paymentIntentData ?? {}
  const intent = createPaymentIntent(context, {
    ...(data as object),
    amount: session.amount_total,
    currency: session.currency ?? 'usd',
    customer,
    payment_method_types: session.payment_method_types,
    setup_future_usage: usage || null,
    metadata: mergeMetadata({}, metadata),
  })
  context.update(session, { payment_intent: intent.id })
  const kept = usage ? markRedisplay(context, session, method) : method
  return confirmPaymentIntent(context, intent, { payment_method: kept.id, use_stripe_sdk: true })
}

/** A subscription counts its own; a payment has nothing else that would. */
function countDiscounts(context: Context, session: Session) {
  const given = session._given?.discounts
  if (!given?.length) return
  const customer = session.customer as string | null
  const owner = { customer, currency: session.currency ?? 'usd', subtotal: session.amount_subtotal ?? 0 }
  redeemDiscounts(context, given, { ...owner, checkout_session: session.id })
}

function subscribe(context: Context, session: Session, { method }: Payer): Intent | undefined {
  const customer = session.customer as string
  attachPaymentMethod(context, markRedisplay(context, session, method), customer)
  const lines = session._lines ?? []
  const isRecurring = ({ price }: SessionLine) => context.get('price', price).recurring !== null
  const once = lines.filter((line) => !isRecurring(line)).map(({ price, quantity }) => ({ price, quantity }))
  const subscription = createSubscription(context, {
    ...(session._subscriptionData as object),
    customer,
    items: lines.filter(isRecurring).map((line) => itemOf(context, line)),
    ...(once.length > 0 ? { add_invoice_items: once } : {}),
    ...(session._given?.discounts ? { discounts: session._given.discounts } : {}),
    default_payment_method: method.id,
    payment_behavior: 'default_incomplete',
  })
  const invoice = context.get('invoice', subscription.latest_invoice as string)
  context.update(context.get('checkout.session', session.id), { subscription: subscription.id, invoice: invoice.id })
  const intent = openIntentOf(context, invoice)
  return intent && confirmPaymentIntent(context, intent, { payment_method: method.id, use_stripe_sdk: true })
}

function itemOf(context: Context, { price, quantity }: SessionLine) {
  const isMetered = context.get('price', price).recurring?.usage_type === 'metered'
  return isMetered ? { price } : { price, quantity }
}

function setUp(context: Context, session: Session, { method }: Payer): Intent {
  const { metadata, description } = session._setupIntentData ?? {}
  const intent = createSetupIntent(context, {
    ...(session.customer ? { customer: session.customer as string } : {}),
    ...(metadata ? { metadata } : {}),
    ...(description ? { description } : {}),
  })
  context.update(session, { setup_intent: intent.id })
  const kept = markRedisplay(context, session, method)
  return confirmSetupIntent(context, intent, { payment_method: kept.id, use_stripe_sdk: true })
}

/** What is saved without being asked for may be shown again in a limited way only. */
function markRedisplay(context: Context, session: Session, method: Payer['method']): Payer['method'] {
  const wanted = session._given?.payment_method_data?.allow_redisplay
  if (method.allow_redisplay !== 'unspecified' && !wanted) return method
  return context.update(method, { allow_redisplay: wanted ?? 'limited' })
}

function detailsOf({ email, name, phone = null, address = null }: Payer) {
  return {
    address,
    business_name: null,
    email,
    individual_name: name,
    name,
    phone,
    tax_exempt: 'none',
    tax_ids: [],
  }
}
