// A person pays: what the session promised comes to be, or the card says no and the session stays open.

import { openIntentOf } from '../billing/invoices/invoice-payments.ts'
import { createSubscription } from '../billing/subscriptions/create-subscription.ts'
import { redeemDiscounts } from '../discounts/redeem-discounts.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest, parameterMissing, StripeError } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { confirmPaymentIntent } from '../payments/confirm-payment-intent.ts'
import { confirmSetupIntent } from '../payments/confirm-setup-intent.ts'
import { behaviourOf } from '../payments/payment-method-fields.ts'
import type { Decline } from '../payments/test-cards.ts'
import { createPaymentIntent } from '../resources/payment-intents.ts'
import { attachPaymentMethod } from '../resources/payment-methods.ts'
import { collectedFields, type Details, keepCustomer } from './collected-details.ts'
import { finishSession, type Intent } from './finish-session.ts'
import { discountId, discountsOf } from './session-discounts.ts'
import type { Session } from './session-lines.ts'
import { subscriptionParams } from './session-subscription.ts'

type PaymentMethod = StripeObject<'payment_method'>
export type Payer = Details & {
  /** None where nothing is to be paid, and none is asked for. */
  method?: PaymentMethod | undefined
  /** The customer wants to see it again. */
  savesMethod?: boolean
}

/** @returns the session, complete; or still open while its customer must authenticate (`_attempt` names the intent) */
export function completeSession(context: Context, before: Session, payer: Payer): Session {
  if (before.status !== 'open')
    throw invalidRequest(`This Checkout Session is ${before.status}.`, { code: 'checkout_session_not_open' })
  if (!payer.method && needsMethod(before)) throw parameterMissing('payment_method')
  const decline = declineOf(before, payer)
  if (decline) return refuse(context, before, payer, decline)
  const customer = keepCustomer(context, before, payer)
  const session = context.update(before, { customer, ...collectedFields(before, payer) })
  switch (session.mode) {
    case 'setup':
      return finishSession(context, session, setUp(context, session, payer))
    case 'subscription':
      return finishSession(context, session, subscribe(context, session, payer))
    default:
      return finishSession(context, session, pay(context, session, payer))
  }
}

/** A trial may begin without, and what costs nothing needs none. */
export function needsMethod({ mode, amount_total: total, payment_method_collection: collection }: Session): boolean {
  return mode === 'setup' || Boolean(total) || (mode === 'subscription' && collection === 'always')
}

function declineOf({ mode, amount_total: total }: Session, { method }: Payer): Decline | undefined {
  if (!method) return undefined
  const { declinesCharge, declinesSetup, authentication } = behaviourOf(method)
  if (authentication) return undefined
  return mode === 'setup' || !total ? declinesSetup : (declinesCharge ?? declinesSetup)
}

/** The intent keeps the try that the bank refused; nobody is made a customer by it, and no subscription begins. */
function refuse(context: Context, session: Session, payer: Payer, decline: Decline): never {
  if (session.mode === 'setup') setUp(context, session, payer)
  if (session.mode === 'payment') pay(context, session, payer)
  throw new StripeError(402, { type: 'card_error', ...decline })
}

function pay(context: Context, session: Session, payer: Payer): Intent | undefined {
  const { method, savesMethod } = payer
  if (!session.amount_total || !method) {
    countDiscounts(context, session)
    return undefined
  }
  const intent = intentOf(context, session, payer)
  context.update(session, { payment_intent: intent.id })
  const kept = intent.setup_future_usage ? markRedisplay(context, session, method, savesMethod) : method
  const tried = confirmPaymentIntent(context, intent, { payment_method: kept.id, use_stripe_sdk: true })
  countDiscounts(context, session)
  return tried
}

/** One for all tries, over what the order comes to by now. */
function intentOf(context: Context, session: Session, { shipping, savesMethod }: Payer) {
  const { metadata, setup_future_usage: asked, ...data } = session._paymentIntentData ?? {}
  const usage = asked ?? (savesMethod ? 'on_session' : undefined)
  const fields = {
    ...(shipping ? { shipping } : {}),
    amount: session.amount_total ?? 0,
    customer: session.customer as string | null,
    setup_future_usage: usage || null,
  } as Partial<StripeObject<'payment_intent'>>
  const known = context.find('payment_intent', session.payment_intent as string | null)
  if (known) return context.update(known, fields)
  return createPaymentIntent(context, {
    ...(data as object),
    ...fields,
    currency: session.currency ?? 'usd',
    payment_method_types: session.payment_method_types,
    metadata: mergeMetadata({}, metadata),
  })
}

/** A subscription counts its own; a payment has nothing else that would. */
function countDiscounts(context: Context, session: Session) {
  const given = discountsOf(session)
  if (given.length === 0 || context.find('discount', discountId(session))) return
  const customer = session.customer as string | null
  const owner = { customer, currency: session.currency ?? 'usd', subtotal: session.amount_subtotal ?? 0 }
  redeemDiscounts(context, given, { ...owner, checkout_session: session.id, id: discountId(session) })
}

function subscribe(context: Context, session: Session, { method, savesMethod }: Payer): Intent | undefined {
  const customer = session.customer as string
  if (method) attachPaymentMethod(context, markRedisplay(context, session, method, savesMethod), customer)
  const subscription = createSubscription(context, {
    ...subscriptionParams(context, session, customer),
    ...(method ? { default_payment_method: method.id } : {}),
  })
  const invoice = context.find('invoice', subscription.latest_invoice as string | null)
  const made = { subscription: subscription.id, invoice: invoice?.id ?? null }
  context.update(context.get('checkout.session', session.id), made)
  const intent = invoice && openIntentOf(context, invoice)
  return intent && method && confirmPaymentIntent(context, intent, { payment_method: method.id, use_stripe_sdk: true })
}

function setUp(context: Context, session: Session, { method }: Payer): Intent {
  if (!method) throw parameterMissing('payment_method')
  const before = context.get('setup_intent', session.setup_intent as string)
  const intent = context.update(before, { customer: session.customer as string | null })
  const kept = markRedisplay(context, session, method)
  return confirmSetupIntent(context, intent, { payment_method: kept.id, use_stripe_sdk: true })
}

/** What is saved without being asked for may be shown again in a limited way only. */
function markRedisplay(context: Context, session: Session, method: PaymentMethod, isWished = false): PaymentMethod {
  const wanted = session._given?.payment_method_data?.allow_redisplay ?? (isWished ? 'always' : undefined)
  if (method.allow_redisplay !== 'unspecified' && !wanted) return method
  return context.update(method, { allow_redisplay: wanted ?? 'limited' })
}
