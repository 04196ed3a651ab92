// One attempt to save a payment method for later.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { attachPaymentMethod, refuseSpent } from '../resources/payment-methods.ts'
import { threeDSecure } from './charge-details.ts'
import { givenPaymentMethod, useToken } from './given-payment-method.ts'
import { refuseOthersMethod } from './intent-fields.ts'
import { recordMandate, requireMandate } from './mandates.ts'
import { asksThreeDSecure } from './method-options.ts'
import { refuseOtherType } from './method-types.ts'
import { nextAction } from './next-action.ts'
import { authenticationFailure, declineError, lastError } from './payment-error.ts'
import { behaviourOf } from './payment-method-fields.ts'
import { requireReturnUrl } from './return-url.ts'
import type { Decline } from './test-cards.ts'

type SetupIntent = StripeObject<'setup_intent'>
type PaymentMethod = StripeObject<'payment_method'>
type Authentication = typeof threeDSecure | null
export type ConfirmSetup = Params<'setupIntents.confirm'>

const confirmable: SetupIntent['status'][] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

export function confirmSetupIntent(context: Context, before: SetupIntent, params: ConfirmSetup): SetupIntent {
  if (!confirmable.includes(before.status)) throw unexpectedSetupState(before, 'confirm')
  requireReturnUrl(context, before, params)
  const method =
    givenPaymentMethod(context, params) ??
    givenPaymentMethod(context, { payment_method: (before.payment_method as string | null) ?? undefined })
  if (!method) throw missingPaymentMethod(before)
  refuseOthersMethod(before, method)
  refuseSpent(method)
  refuseOtherType(before, method.type)
  requireMandate(context, before, method, params)
  const intent = context.update(before, { payment_method: method.id, next_action: null })
  useToken(context, params.confirmation_token, intent)
  const { declinesSetup, authentication } = behaviourOf(method)
  if (declinesSetup) throw declineError(declinesSetup, method, failSetup(context, intent, method, declinesSetup))
  const isWanted = authentication === 'optional' ? asksThreeDSecure(intent) : Boolean(authentication)
  if (isWanted) return askToAuthenticate(context, intent, method, params)
  const mandate = recordMandate(context, method, params.mandate_data)
  return settleSetup(context, mandate ? context.update(intent, { mandate: mandate.id }) : intent, method)
}

export function finishSetupAuthentication(
  context: Context,
  intent: SetupIntent,
  isAuthenticated: boolean,
): SetupIntent {
  const method = context.get('payment_method', intent.payment_method as string)
  if (!isAuthenticated) return failSetup(context, intent, method, authenticationFailure.setup_intent)
  return settleSetup(context, intent, context.update(method, { _isAuthenticated: true }), threeDSecure)
}

export function unexpectedSetupState(intent: SetupIntent, verb: string) {
  const message =
    intent.status === 'succeeded' && verb === 'confirm'
      ? 'You cannot confirm this SetupIntent because it has already succeeded.'
      : `You cannot ${verb} this SetupIntent because it has a status of ${intent.status}. Only a SetupIntent with one of the following statuses may be ${verb === 'cancel' ? 'canceled' : `${verb}${verb.endsWith('e') ? 'd' : 'ed'}`}: ${confirmable.join(', ')}.`
  return invalidRequest(message, { code: 'setup_intent_unexpected_state', setup_intent: intent })
}

function missingPaymentMethod(intent: SetupIntent) {
  return invalidRequest(
    "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
    { code: 'setup_intent_unexpected_state', setup_intent: intent },
  )
}

function askToAuthenticate(context: Context, intent: SetupIntent, method: PaymentMethod, params: ConfirmSetup) {
  const action = nextAction(context, {
    intent,
    useStripeSdk: Boolean(params.use_stripe_sdk),
    returnUrl: params.return_url,
  })
  const waiting = context.update(intent, {
    status: 'requires_action',
    next_action: action,
    last_setup_error: null,
    latest_attempt: recordAttempt(context, intent, method, { status: 'requires_action' }),
  })
  context.emit('setup_intent.requires_action', waiting)
  return waiting
}

function settleSetup(
  context: Context,
  intent: SetupIntent,
  method: PaymentMethod,
  authentication: Authentication = null,
): SetupIntent {
  const saved = intent.customer ? attachPaymentMethod(context, method, intent.customer as string) : method
  const done = context.update(intent, {
    status: 'succeeded',
    payment_method: saved.id,
    next_action: null,
    last_setup_error: null,
    latest_attempt: recordAttempt(context, intent, saved, { status: 'succeeded', authentication }),
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
    latest_attempt: recordAttempt(context, intent, method, { status: 'failed', decline }),
  })
  context.emit('setup_intent.setup_failed', failed)
  return failed
}

/** What each try leaves; one that waits for the customer is the same when it ends. */
function recordAttempt(
  context: Context,
  intent: SetupIntent,
  method: PaymentMethod,
  { status, decline, authentication = null }: { status: string; decline?: Decline; authentication?: Authentication },
): string {
  const fields = {
    status,
    setup_error: decline ? lastError(decline, method) : null,
    payment_method_details: {
      type: method.type,
      ...(method.card ? { card: { ...attemptedCard(method.card), three_d_secure: authentication } } : {}),
    },
  }
  const latest = context.find('setup_attempt', intent.latest_attempt as string | null)
  if (latest?.status === 'requires_action' && latest.payment_method === method.id)
    return context.update(latest, fields).id
  return context.insert('setup_attempt', {
    ...fields,
    customer: intent.customer as string | null,
    customer_account: intent.customer_account ?? null,
    payment_method: method.id,
    setup_intent: intent.id,
    usage: intent.usage,
  } as Partial<StripeObject<'setup_attempt'>>).id
}

function attemptedCard(card: NonNullable<PaymentMethod['card']>) {
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, networks, wallet } = card
  const network = networks?.available[0] ?? brand
  return { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, network, wallet }
}
