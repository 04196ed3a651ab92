// One attempt to pay: from a payment method to succeeded, declined, processing, or waiting for the customer.
import type { Context } from '../kernel/context.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { refuseSpent } from '../resources/payment-methods.ts'
import { authenticationRequired, judgeCharge } from './charge-card.ts'
import { givenPaymentMethod, useToken } from './given-payment-method.ts'
import { refuseOthersMethod } from './intent-fields.ts'
import { recordMandate, requireMandate } from './mandates.ts'
import { asksThreeDSecure, usageFor } from './method-options.ts'
import { refuseOtherType } from './method-types.ts'
import { nextAction } from './next-action.ts'
import { authenticationFailure } from './payment-error.ts'
import { readIntentFields } from './payment-intent-fields.ts'
import { confirmable, unexpectedState } from './payment-intent-states.ts'
import { requireReturnUrl } from './return-url.ts'
import { declinePayment, failPayment, settlePayment } from './settle-payment.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type PaymentMethod = StripeObject<'payment_method'>
export type ConfirmPayment = Params<'paymentIntents.confirm'>

export function confirmPaymentIntent(context: Context, before: PaymentIntent, params: ConfirmPayment): PaymentIntent {
  if (!confirmable.includes(before.status)) throw unexpectedState(before, 'confirm')
  if (before.confirmation_method === 'manual' && context.actor.kind === 'publishable')
    throw invalidRequest(
      'This PaymentIntent cannot be confirmed using your publishable key because its `confirmation_method` is set to `manual`. Please use your secret key instead, or create a PaymentIntent with `confirmation_method` set to `automatic`.',
      { code: 'payment_intent_invalid_parameter', payment_intent: before },
    )
  if (params.amount_to_confirm !== undefined && params.amount_to_confirm !== before.amount)
    throw notPlayed('confirming another amount (`amount_to_confirm`)')
  requireReturnUrl(context, before, params)
  const method = methodFor(context, before, params)
  const token = context.find('confirmation_token', params.confirmation_token)
  const usage = params.setup_future_usage || token?.setup_future_usage || undefined
  const { amount, currency } = before
  const intent = context.update(before, {
    ...readIntentFields(context, readConfirm(params), { amount, currency, before }),
    payment_method: method.id,
    ...(usage ? { setup_future_usage: usage } : {}),
    next_action: null,
  })
  refuseOtherType(intent, method.type)
  refuseDescriptor(context, intent, method)
  requireMandate(context, intent, method, params)
  useToken(context, params.confirmation_token, intent)
  return attempt(context, intent, method, params)
}

function attempt(context: Context, intent: PaymentIntent, method: PaymentMethod, params: ConfirmPayment) {
  const isAuthenticated = intent._isAuthenticated ?? false
  const circumstances = {
    isAuthenticated,
    isOffSession: Boolean(params.off_session),
    isChallengeAsked: asksThreeDSecure(intent),
  }
  const verdict = judgeCharge(context, method, { customer: intent.customer, ...circumstances })
  if (verdict.kind === 'declined') throw declinePayment(context, intent, method, verdict.decline)
  if (verdict.kind === 'approved') {
    const once = usageFor(intent, method.type) ? undefined : { amount: intent.amount, currency: intent.currency }
    const mandate = recordMandate(context, method, params.mandate_data, once)
    return settlePayment(context, intent, method, { isAuthenticated, mandate: mandate?.id })
  }
  if (params.error_on_requires_action) throw declinePayment(context, intent, method, authenticationRequired)
  return askToAuthenticate(context, intent, params)
}

/** The customer came through authentication, or did not. */
export function finishPaymentAuthentication(
  context: Context,
  intent: PaymentIntent,
  isAuthenticated: boolean,
): PaymentIntent {
  const method = context.get('payment_method', intent.payment_method as string)
  if (!isAuthenticated) return failPayment(context, intent, method, authenticationFailure.payment_intent)
  if (intent.confirmation_method === 'manual')
    return context.update(intent, { status: 'requires_confirmation', next_action: null, _isAuthenticated: true })
  const circumstances = { isAuthenticated: true, isOffSession: false }
  const verdict = judgeCharge(context, method, { customer: intent.customer, ...circumstances })
  if (verdict.kind === 'declined') {
    const { failed } = declinePayment(context, intent, method, verdict.decline)
    return failed
  }
  const authenticated = context.update(method, { _isAuthenticated: true })
  return settlePayment(context, intent, authenticated, { isAuthenticated: true })
}

function methodFor(context: Context, intent: PaymentIntent, params: ConfirmPayment): PaymentMethod {
  const method =
    givenPaymentMethod(context, params) ??
    givenPaymentMethod(context, { payment_method: (intent.payment_method as string | null) ?? undefined })
  if (!method) throw missingPaymentMethod(intent)
  refuseOthersMethod(intent, method)
  refuseSpent(method)
  return method
}

/** A card shows a suffix; the invoices that make intents of their own set it for all. */
function refuseDescriptor(context: Context, intent: PaymentIntent, { type }: PaymentMethod) {
  if (type !== 'card' || !intent.statement_descriptor || context.actor.kind !== 'secret') return
  const isOfInvoice = context.list('invoice_payment', ({ payment }) => payment.payment_intent === intent.id).length > 0
  if (isOfInvoice) return
  throw invalidRequest(
    'The `statement_descriptor` parameter is not supported for `card` charges. Use `statement_descriptor_suffix` instead.',
    { param: 'statement_descriptor', payment_intent: intent },
  )
}

/** What only steers this attempt is not kept. */
const steering: readonly string[] = [
  'amount_to_confirm',
  'confirmation_token',
  'error_on_requires_action',
  'expand',
  'mandate_data',
  'off_session',
  'payment_method',
  'payment_method_data',
  'radar_options',
  'return_url',
  'use_stripe_sdk',
] satisfies (keyof ConfirmPayment)[]

function readConfirm(params: ConfirmPayment): Parameters<typeof readIntentFields>[1] {
  const kept = Object.entries(params).filter(([name, value]) => value !== undefined && !steering.includes(name))
  return Object.fromEntries(kept)
}

function missingPaymentMethod(intent: PaymentIntent) {
  return invalidRequest(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
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
