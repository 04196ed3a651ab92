import { list, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { asSeenBy } from '../payments/browser-view.ts'
import { cancelPaymentIntent, capturePaymentIntent, expireHold } from '../payments/capture-payment.ts'
import { confirmPaymentIntent } from '../payments/confirm-payment-intent.ts'
import { checkChargeAmount, readCurrency } from '../payments/currencies.ts'
import { givenPaymentMethod } from '../payments/given-payment-method.ts'
import { incrementAuthorization } from '../payments/increment-authorization.ts'
import { refuseOthersMethod, refuseUnconfirmed } from '../payments/intent-fields.ts'
import { readIntentFields } from '../payments/payment-intent-fields.ts'
import { confirmable, frozenParameter } from '../payments/payment-intent-states.ts'
import { mayRedirect } from '../payments/return-url.ts'
import { finishDebit } from '../payments/settle-payment.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type UpdateParams = Params<'paymentIntents.update'>

/** https://docs.stripe.com/api/payment_intents */
export const paymentIntents: Resource = {
  operations: {
    'paymentIntents.create': createFromCall,
    'paymentIntents.retrieve': (context) => asSeenBy(context, () => context.get('payment_intent', context.id)),
    'paymentIntents.update': updatePaymentIntent,
    'paymentIntents.list': list('payment_intent', { by: ['customer', 'customer_account'] }),
    'paymentIntents.search': search('payment_intent', ['amount', 'currency', 'customer', 'status']),
    'paymentIntents.confirm': (context) =>
      asSeenBy(context, () => confirmPaymentIntent(context, context.get('payment_intent', context.id), context.params)),
    'paymentIntents.capture': capturePaymentIntent,
    'paymentIntents.incrementAuthorization': incrementAuthorization,
    'paymentIntents.cancel': (context) =>
      cancelPaymentIntent(
        context,
        context.get('payment_intent', context.id),
        context.params.cancellation_reason ?? null,
      ),
    'paymentIntents.listAmountDetailsLineItems': (context) =>
      context.page(context.get('payment_intent', context.id)._lineItems ?? [], 'line item'),
  },
  includes: {
    payment_intent: {
      'amount_details.line_items': (intent, context) =>
        context.sublist(intent._lineItems ?? [], `/v1/payment_intents/${intent.id}/amount_details_line_items`),
    },
  },
  publishable: { 'paymentIntents.retrieve': 'client_secret', 'paymentIntents.confirm': 'client_secret' },
  jobs: { 'payment.finish': finishDebit, 'payment.expire': expireHold },
}

function createFromCall(context: Context<Params<'paymentIntents.create'>>) {
  const { params } = context
  refuseUnconfirmed(params, 'PaymentIntent')
  const currency = readCurrency(params.currency)
  checkChargeAmount(params.amount, currency)
  const fields = readIntentFields(context, params as Parameters<typeof readIntentFields>[1], {
    amount: params.amount,
    currency,
  })
  const method = givenPaymentMethod(context, params)
  const intent = createPaymentIntent(context, {
    ...fields,
    amount: params.amount,
    currency,
    ...(params.confirmation_method ? { confirmation_method: params.confirmation_method } : {}),
    payment_method: method?.id ?? null,
    metadata: mergeMetadata({}, params.metadata),
    _mayRedirect: mayRedirect(params.automatic_payment_methods),
  })
  if (method && intent.customer) refuseOthersMethod(intent, method)
  if (!params.confirm) return intent
  return confirmPaymentIntent(context, intent, {
    ...(method ? { payment_method: method.id } : {}),
    ...pick(params, [
      ...(['confirmation_token', 'error_on_requires_action', 'mandate_data', 'off_session'] as const),
      ...(['return_url', 'use_stripe_sdk'] as const),
    ]),
  })
}

function pick<Given extends object, Name extends keyof Given>(given: Given, names: Name[]): Pick<Given, Name> {
  return Object.fromEntries(names.filter((name) => name in given).map((name) => [name, given[name]])) as Pick<
    Given,
    Name
  >
}

/** Also for what makes intents by itself: invoices, checkout sessions. */
export function createPaymentIntent(context: Context, fields: Partial<PaymentIntent>): PaymentIntent {
  const id = context.newId('pi')
  const given = { amount: fields.amount ?? 0, currency: fields.currency ?? 'usd' }
  const intent = context.insert('payment_intent', {
    ...readIntentFields(context, {}, given),
    id,
    client_secret: context.newSecret(id),
    amount_capturable: 0,
    amount_received: 0,
    capture_method: 'automatic_async',
    confirmation_method: 'automatic',
    transfer_data: null,
    status: fields.payment_method ? 'requires_confirmation' : 'requires_payment_method',
    ...fields,
  } as Partial<PaymentIntent>)
  context.emit('payment_intent.created', intent)
  return intent
}

/** What is settled keeps its amount and its parties; a description or metadata may still be corrected. */
const frozen = ['amount', 'currency', 'customer', 'payment_method', 'capture_method', 'setup_future_usage'] as const

function updatePaymentIntent(context: Context<UpdateParams>) {
  const before = context.get('payment_intent', context.id)
  const { params } = context
  if (!confirmable.includes(before.status)) {
    const changed = frozen.find((name) => params[name] !== undefined)
    if (changed) throw frozenParameter(before, changed)
  }
  const currency = params.currency === undefined ? before.currency : readCurrency(params.currency)
  const amount = params.amount ?? before.amount
  if (params.amount !== undefined || params.currency !== undefined) checkChargeAmount(amount, currency)
  const method = givenPaymentMethod(context, params)
  return context.update(before, {
    ...readIntentFields(context, params as Parameters<typeof readIntentFields>[1], { amount, currency, before }),
    amount,
    currency,
    ...(method ? { payment_method: method.id, status: 'requires_confirmation' as const } : {}),
    metadata: mergeMetadata(before.metadata, params.metadata),
  })
}
