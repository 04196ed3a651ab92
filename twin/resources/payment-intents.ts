import { list } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { confirmPaymentIntent, unexpectedState } from '../payments/confirm-payment-intent.ts'
import { givenPaymentMethod } from './payment-methods.ts'

type PaymentIntent = StripeObject<'payment_intent'>

/** https://docs.stripe.com/api/payment_intents */
export const paymentIntents: Resource = {
  operations: {
    'paymentIntents.create': createFromCall,
    'paymentIntents.retrieve': (context) => context.get('payment_intent', context.id),
    'paymentIntents.update': updatePaymentIntent,
    'paymentIntents.list': list('payment_intent', { by: ['customer', 'customer_account'] }),
    'paymentIntents.confirm': (context) =>
      confirmPaymentIntent(context, context.get('payment_intent', context.id), context.params),
    'paymentIntents.capture': capturePaymentIntent,
    'paymentIntents.cancel': (context) =>
      cancelPaymentIntent(
        context,
        context.get('payment_intent', context.id),
        context.params.cancellation_reason ?? null,
      ),
  },
  publishable: { 'paymentIntents.retrieve': 'client_secret', 'paymentIntents.confirm': 'client_secret' },
}

function createFromCall(context: Context<Params<'paymentIntents.create'>>) {
  const { params } = context
  if (params.amount < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      param: 'amount',
      code: 'parameter_invalid_integer',
    })
  if (params.amount > 99_999_999)
    throw invalidRequest('Amount must be no more than $999,999.99', { param: 'amount', code: 'amount_too_large' })
  if (params.return_url && !params.confirm)
    throw invalidRequest('return_url can only be used with confirm=true.', { param: 'return_url' })
  const customer = params.customer ? context.get('customer', params.customer, 'customer').id : null
  const method = givenPaymentMethod(context, params)
  const intent = createPaymentIntent(context, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    customer,
    customer_account: params.customer_account ?? null,
    capture_method: params.capture_method ?? 'automatic_async',
    description: params.description ?? null,
    payment_method: method?.id ?? null,
    receipt_email: params.receipt_email || null,
    setup_future_usage: params.setup_future_usage ?? null,
    metadata: mergeMetadata({}, params.metadata),
  })
  return params.confirm ? confirmPaymentIntent(context, intent, params) : intent
}

/** Also for what makes intents by itself: invoices, checkout sessions. */
export function createPaymentIntent(context: Context, fields: Partial<PaymentIntent>): PaymentIntent {
  const id = context.newId('pi')
  const intent = context.insert('payment_intent', {
    id,
    client_secret: context.newSecret(id),
    amount_capturable: 0,
    amount_received: 0,
    amount_details: { tip: {} },
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    capture_method: 'automatic_async',
    confirmation_method: 'automatic',
    payment_method_types: ['card'],
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    status: fields.payment_method ? 'requires_confirmation' : 'requires_payment_method',
    ...fields,
  } as Partial<PaymentIntent>)
  context.emit('payment_intent.created', intent)
  return intent
}

function updatePaymentIntent(context: Context<Params<'paymentIntents.update'>>) {
  const before = context.get('payment_intent', context.id)
  if (['succeeded', 'canceled', 'processing', 'requires_capture'].includes(before.status))
    throw unexpectedState(before, 'update')
  const {
    amount,
    currency,
    customer,
    description,
    setup_future_usage: usage,
    metadata,
    receipt_email: email,
  } = context.params
  const method = givenPaymentMethod(context, context.params)
  return context.update(before, {
    ...(amount === undefined ? {} : { amount }),
    ...(currency === undefined ? {} : { currency }),
    ...(customer ? { customer: context.get('customer', customer, 'customer').id } : {}),
    ...(description === undefined ? {} : { description: description || null }),
    ...(usage === undefined ? {} : { setup_future_usage: usage || null }),
    ...(email === undefined ? {} : { receipt_email: email || null }),
    ...(method ? { payment_method: method.id, status: 'requires_confirmation' as const } : {}),
    metadata: mergeMetadata(before.metadata, metadata),
  })
}

function capturePaymentIntent(context: Context<Params<'paymentIntents.capture'>>) {
  const before = context.get('payment_intent', context.id)
  if (before.status !== 'requires_capture') throw unexpectedState(before, 'capture')
  const amount = context.params.amount_to_capture ?? before.amount_capturable
  if (amount > before.amount_capturable)
    throw invalidRequest('The amount to capture is greater than the amount that can be captured.', {
      param: 'amount_to_capture',
      code: 'amount_too_large',
    })
  const charge = context.find('charge', before.latest_charge as string | null)
  if (charge)
    context.emit('charge.captured', context.update(charge, { captured: true, amount_captured: amount }), charge)
  const captured = context.update(before, { status: 'succeeded', amount_received: amount, amount_capturable: 0 })
  context.emit('payment_intent.succeeded', captured)
  return captured
}

export function cancelPaymentIntent(
  context: Context,
  before: PaymentIntent,
  reason: PaymentIntent['cancellation_reason'],
): PaymentIntent {
  if (['succeeded', 'canceled', 'processing'].includes(before.status)) throw unexpectedState(before, 'cancel')
  const canceled = context.update(before, {
    status: 'canceled',
    canceled_at: context.now(),
    cancellation_reason: reason,
    next_action: null,
  })
  context.emit('payment_intent.canceled', canceled)
  return canceled
}
