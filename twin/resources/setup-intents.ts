import { answeredPart } from '../kernel/answered-part.ts'
import { list } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { asSeenBy } from '../payments/browser-view.ts'
import { confirmSetupIntent, unexpectedSetupState } from '../payments/confirm-setup-intent.ts'
import { givenPaymentMethod } from '../payments/given-payment-method.ts'
import {
  mergeMethodOptions,
  readCustomer,
  refuseNotPlayed,
  refuseOthersMethod,
  refuseUnconfirmed,
} from '../payments/intent-fields.ts'
import { readMethodTypes } from '../payments/method-types.ts'
import { mayRedirect } from '../payments/return-url.ts'

type SetupIntent = StripeObject<'setup_intent'>
type CreateParams = Params<'setupIntents.create'>

const absent = ['attach_to_self', 'flow_directions', 'on_behalf_of', 'single_use']
const cancelable = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** https://docs.stripe.com/api/setup_intents and https://docs.stripe.com/api/setup_attempts */
export const setupIntents: Resource = {
  operations: {
    'setupIntents.create': createFromCall,
    'setupIntents.retrieve': (context) => asSeenBy(context, () => context.get('setup_intent', context.id)),
    'setupIntents.update': updateSetupIntent,
    'setupIntents.list': list('setup_intent', {
      by: ['customer', 'customer_account', 'payment_method'],
      where: { attach_to_self: (intent, wanted: boolean) => (intent.attach_to_self ?? false) === wanted },
    }),
    'setupIntents.confirm': (context) =>
      asSeenBy(context, () => confirmSetupIntent(context, ownIntent(context, 'confirm'), context.params)),
    'setupIntents.cancel': (context) =>
      cancelSetupIntent(context, ownIntent(context, 'cancel'), context.params.cancellation_reason),
    'setupAttempts.list': list('setup_attempt', { by: ['setup_intent'] }),
  },
  publishable: { 'setupIntents.retrieve': 'client_secret', 'setupIntents.confirm': 'client_secret' },
}

function createFromCall(context: Context<CreateParams>) {
  const { params } = context
  refuseUnconfirmed(params, 'SetupIntent')
  refuseNotPlayed(params, absent, 'setup intents')
  return createSetupIntent(context, params)
}

/** Also for what makes intents by itself: checkout sessions, the portal. */
export function createSetupIntent(context: Context, params: CreateParams) {
  const types = readMethodTypes(context, params)
  const method = givenPaymentMethod(context, params)
  const id = context.newId('seti')
  const intent = context.insert('setup_intent', {
    ...types,
    customer_account: null,
    ...readCustomer(context, params),
    id,
    client_secret: context.newSecret(id),
    description: params.description ?? null,
    flow_directions: null,
    payment_method: method?.id ?? null,
    payment_method_options: readOptions(types.payment_method_types, null, params.payment_method_options),
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    usage: params.usage ?? 'off_session',
    metadata: mergeMetadata({}, params.metadata),
    _mayRedirect: mayRedirect(params.automatic_payment_methods),
  } as Partial<SetupIntent>)
  if (method && intent.customer) refuseOthersMethod(intent, method)
  context.emit('setup_intent.created', intent)
  if (!params.confirm) return intent
  const { confirmation_token, return_url, use_stripe_sdk, mandate_data } = params
  return confirmSetupIntent(context, intent, {
    ...(confirmation_token ? { confirmation_token } : {}),
    ...(return_url ? { return_url } : {}),
    ...(use_stripe_sdk ? { use_stripe_sdk } : {}),
    ...(mandate_data ? { mandate_data } : {}),
  } as Params<'setupIntents.confirm'>)
}

function updateSetupIntent(context: Context<Params<'setupIntents.update'>>) {
  const before = context.get('setup_intent', context.id)
  const { params } = context
  refuseNotPlayed(params, absent, 'setup intents')
  if (!cancelable.includes(before.status)) {
    const changed = (['customer', 'payment_method', 'payment_method_options'] as const).find(
      (name) => params[name] !== undefined,
    )
    if (changed) throw unexpectedSetupState(before, 'update')
  }
  const method = givenPaymentMethod(context, params)
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded, description } = params
  const isNarrowed = allowed !== undefined || excluded !== undefined
  const types = isNarrowed
    ? readMethodTypes(context, {
        ...(allowed ? { allowed_payment_method_types: allowed } : {}),
        ...(excluded ? { excluded_payment_method_types: excluded } : {}),
      })
    : undefined
  return context.update(before, {
    ...types,
    ...readCustomer(context, params),
    ...(description === undefined ? {} : { description: description || null }),
    ...(method ? { payment_method: method.id, status: 'requires_confirmation' as const } : {}),
    payment_method_options: readOptions(
      types?.payment_method_types ?? before.payment_method_types,
      before.payment_method_options,
      params.payment_method_options,
    ),
    metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
  })
}

function readOptions(types: string[], before: object | null, given: object | undefined) {
  return answeredPart('setup_intent', 'payment_method_options', mergeMethodOptions(types, before, given))
}

/** Only its checkout session confirms an intent of its own, or ends it by expiring. */
function ownIntent(context: Context, verb: string): SetupIntent {
  const intent = context.get('setup_intent', context.id)
  if (!intent._isOfCheckout) return intent
  throw invalidRequest(`You cannot ${verb} this SetupIntent because it belongs to a Checkout Session.`, {
    code: 'setup_intent_unexpected_state',
    setup_intent: intent,
  })
}

export function cancelSetupIntent(
  context: Context,
  before: SetupIntent,
  reason?: Params<'setupIntents.cancel'>['cancellation_reason'],
) {
  if (!cancelable.includes(before.status)) throw unexpectedSetupState(before, 'cancel')
  const canceled = context.update(before, {
    status: 'canceled',
    cancellation_reason: reason ?? null,
    next_action: null,
  })
  context.emit('setup_intent.canceled', canceled)
  return canceled
}
