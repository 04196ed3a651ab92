// One attempt to save a payment method for later.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { attachPaymentMethod, givenPaymentMethod } from '../resources/payment-methods.ts'
import { nextAction } from './next-action.ts'
import { authenticationFailure, declineError, lastError } from './payment-error.ts'
import { behaviourOf } from './payment-method-fields.ts'
import type { Decline } from './test-cards.ts'

type SetupIntent = StripeObject<'setup_intent'>
type PaymentMethod = StripeObject<'payment_method'>
export type ConfirmSetup = Pick<
  Params<'setupIntents.confirm'>,
  'payment_method' | 'payment_method_data' | 'return_url' | 'use_stripe_sdk'
>

const confirmable: SetupIntent['status'][] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

export function confirmSetupIntent(context: Context, before: SetupIntent, params: ConfirmSetup): SetupIntent {
  if (!confirmable.includes(before.status)) throw unexpectedSetupState(before, 'confirm')
  const method =
    givenPaymentMethod(context, params) ??
    givenPaymentMethod(context, { payment_method: (before.payment_method as string | null) ?? undefined })
  if (!method) {
    throw invalidRequest(
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
      {
        code: 'setup_intent_unexpected_state',
        setup_intent: before,
      },
    )
  }
  const intent = context.update(before, { payment_method: method.id, next_action: null })
  const { declinesSetup, authentication } = behaviourOf(method)
  if (declinesSetup) throw declineError(declinesSetup, method, failSetup(context, intent, method, declinesSetup))
  if (authentication) return askToAuthenticate(context, intent, params)
  return settleSetup(context, intent, method)
}

export function finishSetupAuthentication(
  context: Context,
  intent: SetupIntent,
  isAuthenticated: boolean,
): SetupIntent {
  const method = context.get('payment_method', intent.payment_method as string)
  if (!isAuthenticated) return failSetup(context, intent, method, authenticationFailure.setup_intent)
  return settleSetup(context, intent, context.update(method, { _isAuthenticated: true }))
}

export function unexpectedSetupState(intent: SetupIntent, verb: string) {
  return invalidRequest(
    `You cannot ${verb} this SetupIntent because it has already ${intent.status === 'succeeded' ? 'succeeded' : `reached the status ${intent.status}`}.`,
    {
      code: 'setup_intent_unexpected_state',
      setup_intent: intent,
    },
  )
}

function askToAuthenticate(context: Context, intent: SetupIntent, params: ConfirmSetup): SetupIntent {
  const action = nextAction(context, {
    intent,
    useStripeSdk: Boolean(params.use_stripe_sdk),
    returnUrl: params.return_url,
  })
  const waiting = context.update(intent, { status: 'requires_action', next_action: action, last_setup_error: null })
  context.emit('setup_intent.requires_action', waiting)
  return waiting
}

function settleSetup(context: Context, intent: SetupIntent, method: PaymentMethod): SetupIntent {
  const saved = intent.customer ? attachPaymentMethod(context, method, intent.customer as string) : method
  const done = context.update(intent, {
    status: 'succeeded',
    payment_method: saved.id,
    next_action: null,
    last_setup_error: null,
  })
  context.emit('setup_intent.succeeded', done)
  return done
}

function failSetup(context: Context, intent: SetupIntent, method: PaymentMethod, decline: Decline): SetupIntent {
  const failed = context.update(intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_setup_error: lastError(decline, method),
  })
  context.emit('setup_intent.setup_failed', failed)
  return failed
}
