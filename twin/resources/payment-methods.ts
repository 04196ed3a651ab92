import { checkEmail } from '../kernel/check-email.ts'
import { list } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { cardError, invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { accountOfToken } from '../payments/bank-accounts.ts'
import { preferNetwork, readExpiry } from '../payments/card-fields.ts'
import { checkedDetails } from '../payments/charge-details.ts'
import { refuseNotPlayed } from '../payments/intent-fields.ts'
import { behaviourOf, type PaymentMethodData, paymentMethodFields } from '../payments/payment-method-fields.ts'
import { numberOfToken } from '../payments/test-cards.ts'
import { getSessionCustomer } from './customer-accounts.ts'

type PaymentMethod = StripeObject<'payment_method'>
type UpdateParams = Params<'paymentMethods.update'>

/** https://docs.stripe.com/api/payment_methods */
export const paymentMethods: Resource = {
  operations: {
    'paymentMethods.create': createFromCall,
    'paymentMethods.retrieve': (context) => findPaymentMethod(context, context.id),
    'paymentMethods.update': updatePaymentMethod,
    'paymentMethods.list': list('payment_method', {
      by: ['customer', 'type', 'allow_redisplay', 'customer_account'],
      noun: 'PaymentMethod',
    }),
    'paymentMethods.attach': (context) => {
      const customer = getSessionCustomer(context, context.params)
      return attachPaymentMethod(context, findPaymentMethod(context, context.id), customer.id)
    },
    'paymentMethods.detach': (context) => detachPaymentMethod(context, findPaymentMethod(context, context.id)),
    'customers.retrievePaymentMethod': (context) => {
      const customer = context.get('customer', context.path.customerId ?? '')
      const method = context.find('payment_method', context.id)
      if (method?.customer !== customer.id) throw resourceMissing('PaymentMethod', context.id)
      return method
    },
  },
  publishable: { 'paymentMethods.create': 'open' },
}

/** The twin's own answer for a token such as `pm_card_visa`: each use makes a payment method. */
export function findPaymentMethod(context: Context, id: string, param?: string): PaymentMethod {
  if (id.startsWith('pm_card_') && numberOfToken(id)) {
    return createPaymentMethod(context, { type: 'card', card: { token: id } } as PaymentMethodData)
  }
  const account = accountOfToken(id)
  if (account) return createPaymentMethod(context, bankData(account))
  return context.get('payment_method', id, param)
}

function createFromCall(context: Context<Params<'paymentMethods.create'>>) {
  refuseNotPlayed(context.params, ['customer', 'payment_method', 'radar_options'], 'payment methods')
  return createPaymentMethod(context, context.params)
}

function bankData(account: string): PaymentMethodData {
  return {
    type: 'us_bank_account',
    us_bank_account: { account_number: account, routing_number: '110000000', account_holder_type: 'individual' },
    billing_details: { name: 'Jenny Rosen' },
  }
}

/** @param id of a card that is a source, too */
export function createPaymentMethod(context: Context, data: PaymentMethodData, id?: string): PaymentMethod {
  const { billing_details: billing, allow_redisplay: redisplay, metadata } = data
  return context.insert('payment_method', {
    ...paymentMethodFields(context, data),
    ...(id ? { id } : {}),
    allow_redisplay: redisplay ?? 'unspecified',
    billing_details: readBilling(billing ?? {}),
    customer: null,
    metadata: mergeMetadata({}, metadata),
  } as Partial<PaymentMethod>)
}

export function attachPaymentMethod(context: Context, method: PaymentMethod, customer: string): PaymentMethod {
  if (method.customer === customer) return method
  if (method.customer) throw invalidRequest('The payment method you provided has already been attached to a customer.')
  refuseSpent(method)
  const { customer_account: account } = context.get('customer', customer, 'customer')
  refuseDeclined(method)
  const attached = context.update(method, {
    customer,
    customer_account: account ?? null,
    ...(method.card ? { card: { ...method.card, checks: checkedDetails(method.card.checks) } } : {}),
  })
  context.emit('payment_method.attached', attached)
  return attached
}

/** The bank is asked before a card is saved. */
export function refuseDeclined(method: PaymentMethod) {
  const decline = behaviourOf(method).declinesSetup
  if (decline) throw cardError(decline)
}

/** Charged without a customer, or detached from one: Stripe lets nobody use it again. */
export function refuseSpent(method: PaymentMethod) {
  if (method.customer || !method._isSpent) return
  throw invalidRequest(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    { code: 'payment_method_unexpected_state', param: 'payment_method' },
  )
}

/** Also takes it from where it was the default: what it paid, it pays no more. */
export function detachPaymentMethod(context: Context, method: PaymentMethod): PaymentMethod {
  if (!method.customer) {
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.')
  }
  const customer = context.find('customer', method.customer as string)
  const detached = context.update(method, { customer: null, customer_account: null, _isSpent: true })
  context.emit('payment_method.detached', detached, method)
  if (customer?.invoice_settings.default_payment_method === method.id) {
    const settings = { ...customer.invoice_settings, default_payment_method: null }
    context.emit('customer.updated', context.update(customer, { invoice_settings: settings }), customer)
  }
  for (const subscription of context.list('subscription', (one) => one.default_payment_method === method.id)) {
    context.emit(
      'customer.subscription.updated',
      context.update(subscription, { default_payment_method: null }),
      subscription,
    )
  }
  return detached
}

function updatePaymentMethod(context: Context<UpdateParams>) {
  const before = context.get('payment_method', context.id)
  if (!before.customer) {
    throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.')
  }
  const { metadata, billing_details: billing, card, allow_redisplay: redisplay, us_bank_account: bank } = context.params
  if (card && !before.card) throw wrongType('card', before)
  if (bank && !before.us_bank_account) throw wrongType('us_bank_account', before)
  const method = context.update(before, {
    ...(redisplay ? { allow_redisplay: redisplay } : {}),
    ...(billing ? { billing_details: readBilling(billing, before.billing_details) } : {}),
    ...(card && before.card ? { card: updatedCard(context, before.card, card) } : {}),
    ...(bank ? { us_bank_account: { ...before.us_bank_account, ...bank } } : {}),
    metadata: mergeMetadata(before.metadata ?? {}, metadata),
  } as Partial<PaymentMethod>)
  context.emit('payment_method.updated', method, before)
  return method
}

function wrongType(param: string, { type }: PaymentMethod) {
  return invalidRequest(`You cannot update \`${param}\` of a PaymentMethod of the type ${type}.`, {
    code: 'payment_method_invalid_parameter',
    param,
  })
}

function updatedCard(
  context: Context,
  before: NonNullable<PaymentMethod['card']>,
  { exp_month = before.exp_month, exp_year = before.exp_year, networks }: NonNullable<UpdateParams['card']>,
) {
  const { expMonth, expYear } = readExpiry(context, { exp_month, exp_year })
  const preferred = (networks || undefined)?.preferred || undefined
  return {
    ...before,
    exp_month: expMonth,
    exp_year: expYear,
    ...(preferred ? preferNetwork(before.brand, before.networks?.available ?? [], preferred) : {}),
  }
}

function readBilling(given: object, before?: object) {
  const { email } = given as { email?: string }
  if (email) checkEmail(email, 'billing_details[email]')
  const none = { address: {}, email: null, name: null, phone: null, tax_id: null }
  const known = { ...none, ...before, ...given }
  return { ...known, address: known.address || {} } as PaymentMethod['billing_details']
}
