import { list } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { confirmSetupIntent, unexpectedSetupState } from '../payments/confirm-setup-intent.ts'
import { givenPaymentMethod } from './payment-methods.ts'

/** https://docs.stripe.com/api/setup_intents */
export const setupIntents: Resource = {
  operations: {
    'setupIntents.create': (context) => createSetupIntent(context, context.params),
    'setupIntents.retrieve': (context) => context.get('setup_intent', context.id),
    'setupIntents.update': updateSetupIntent,
    'setupIntents.list': list('setup_intent', { by: ['customer', 'customer_account', 'payment_method'] }),
    'setupIntents.confirm': (context) =>
      confirmSetupIntent(context, context.get('setup_intent', context.id), context.params),
    'setupIntents.cancel': cancelSetupIntent,
  },
  publishable: { 'setupIntents.retrieve': 'client_secret', 'setupIntents.confirm': 'client_secret' },
}

/** Also for what makes intents by itself: checkout sessions, the portal. */
export function createSetupIntent(context: Context, params: Params<'setupIntents.create'>) {
  const customer = params.customer ? context.get('customer', params.customer, 'customer').id : null
  const method = givenPaymentMethod(context, params)
  if (params.return_url && !params.confirm)
    throw invalidRequest('return_url can only be used with confirm=true.', { param: 'return_url' })
  const id = context.newId('seti')
  const intent = context.insert('setup_intent', {
    id,
    client_secret: context.newSecret(id),
    customer,
    customer_account: params.customer_account ?? null,
    description: params.description ?? null,
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    payment_method: method?.id ?? null,
    payment_method_types: ['card'],
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    usage: params.usage ?? 'off_session',
    metadata: mergeMetadata({}, params.metadata),
  } as Partial<StripeObject<'setup_intent'>>)
  context.emit('setup_intent.created', intent)
  return params.confirm ? confirmSetupIntent(context, intent, params) : intent
}

function updateSetupIntent(context: Context<Params<'setupIntents.update'>>) {
  const before = context.get('setup_intent', context.id)
  if (before.status === 'succeeded' || before.status === 'canceled') throw unexpectedSetupState(before, 'update')
  const { customer, description, metadata } = context.params
  const method = givenPaymentMethod(context, context.params)
  return context.update(before, {
    ...(customer ? { customer: context.get('customer', customer, 'customer').id } : {}),
    ...(description === undefined ? {} : { description: description || null }),
    ...(method ? { payment_method: method.id, status: 'requires_confirmation' as const } : {}),
    metadata: mergeMetadata(before.metadata ?? {}, metadata),
  })
}

function cancelSetupIntent(context: Context<Params<'setupIntents.cancel'>>) {
  const before = context.get('setup_intent', context.id)
  if (before.status === 'succeeded' || before.status === 'canceled') throw unexpectedSetupState(before, 'cancel')
  const canceled = context.update(before, {
    status: 'canceled',
    cancellation_reason: context.params.cancellation_reason ?? null,
    next_action: null,
  })
  context.emit('setup_intent.canceled', canceled)
  return canceled
}
