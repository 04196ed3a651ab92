// One attempt to pay: from a payment method to succeeded, declined, or waiting for the customer.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { attachPaymentMethod, givenPaymentMethod } from '../resources/payment-methods.ts'
import { judgeCharge, recordCharge } from './charge-card.ts'
import { nextAction } from './next-action.ts'
import { authenticationFailure, declineError, lastError } from './payment-error.ts'
import type { Decline } from './test-cards.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type PaymentMethod = StripeObject<'payment_method'>
export type ConfirmPayment = Pick<
  Params<'paymentIntents.confirm'>,
  | 'payment_method'
  | 'payment_method_data'
  | 'confirmation_token'
  | 'setup_future_usage'
  | 'off_session'
  | 'return_url'
  | 'use_stripe_sdk'
>

const confirmable: PaymentIntent['status'][] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

export function confirmPaymentIntent(context: Context, before: PaymentIntent, params: ConfirmPayment): PaymentIntent {
  if (!confirmable.includes(before.status)) throw unexpectedState(before, 'confirm')
  const method =
    givenPaymentMethod(context, params) ??
    givenPaymentMethod(context, { payment_method: (before.payment_method as string | null) ?? undefined })
  if (!method) throw missingPaymentMethod(before)
  refuseOthersMethod(before, method)

  const token = context.find('confirmation_token', params.confirmation_token)
  const usage = params.setup_future_usage || token?.setup_future_usage || before.setup_future_usage
  const intent = context.update(before, {
    payment_method: method.id,
    setup_future_usage: usage || null,
    next_action: null,
  })
  const verdict = judgeCharge(method, { isAuthenticated: false, isOffSession: Boolean(params.off_session) })
  if (verdict.kind === 'authentication_required') return askToAuthenticate(context, intent, params)
  if (verdict.kind === 'declined') throw declinePayment(context, intent, method, verdict.decline)
  return settlePayment(context, intent, method)
}

/** The customer came through authentication, or did not. */
export function finishPaymentAuthentication(
  context: Context,
  intent: PaymentIntent,
  isAuthenticated: boolean,
): PaymentIntent {
  const method = context.get('payment_method', intent.payment_method as string)
  if (!isAuthenticated) return failPayment(context, intent, method, authenticationFailure.payment_intent)
  const verdict = judgeCharge(method, { isAuthenticated: true, isOffSession: false })
  if (verdict.kind === 'declined')
    return failPayment(
      context,
      intent,
      method,
      verdict.decline,
      recordCharge(context, intent, method, verdict.decline).id,
    )
  const authenticated = context.update(method, { _isAuthenticated: true })
  return settlePayment(context, intent, authenticated)
}

export function unexpectedState(intent: PaymentIntent, verb: string) {
  const message = `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`
  const hint = verb === 'confirm' && intent.status === 'succeeded' ? ' It has already been confirmed.' : ''
  return invalidRequest(message + hint, { code: 'payment_intent_unexpected_state', payment_intent: intent })
}

function missingPaymentMethod(intent: PaymentIntent) {
  return invalidRequest(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  )
}

function refuseOthersMethod(intent: PaymentIntent, method: PaymentMethod) {
  if (!method.customer || method.customer === intent.customer) return
  throw invalidRequest(
    intent.customer
      ? `The provided PaymentMethod cannot be attached. It belongs to a different Customer than this PaymentIntent's.`
      : `The PaymentMethod ${method.id} belongs to a Customer. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
    { param: 'payment_method' },
  )
}

function askToAuthenticate(context: Context, intent: PaymentIntent, params: ConfirmPayment): PaymentIntent {
  const action = nextAction(context, {
    intent,
    useStripeSdk: Boolean(params.use_stripe_sdk),
    returnUrl: params.return_url,
  })
  const waiting = context.update(intent, { status: 'requires_action', next_action: action, last_payment_error: null })
  context.emit('payment_intent.requires_action', waiting)
  return waiting
}

function settlePayment(context: Context, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  if (intent.customer && intent.setup_future_usage) attachPaymentMethod(context, method, intent.customer as string)
  const charge = recordCharge(context, intent, method)
  const isHeld = intent.capture_method === 'manual'
  const paid = context.update(intent, {
    status: isHeld ? 'requires_capture' : 'succeeded',
    amount_received: isHeld ? 0 : intent.amount,
    amount_capturable: isHeld ? intent.amount : 0,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
  })
  context.emit(isHeld ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', paid)
  return paid
}

function declinePayment(context: Context, intent: PaymentIntent, method: PaymentMethod, decline: Decline) {
  const charge = recordCharge(context, intent, method, decline)
  const failed = failPayment(context, intent, method, decline, charge.id)
  return declineError(decline, method, failed, { charge: charge.id })
}

function failPayment(
  context: Context,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline,
  charge?: string,
): PaymentIntent {
  const failed = context.update(intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    ...(charge ? { latest_charge: charge } : {}),
    last_payment_error: lastError(decline, method, charge ? { charge } : {}),
  })
  context.emit('payment_intent.payment_failed', failed)
  return failed
}
