// What a payment intent keeps of a request, when it is made and when it is changed.
import { checkEmail } from '../kernel/check-email.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { readAmountDetails } from './amount-details.ts'
import { mergeMethodOptions, readCustomer, refuseNotPlayed } from './intent-fields.ts'
import { readMethodTypes } from './method-types.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type Given = Partial<
  Pick<
    Params<'paymentIntents.create'>,
    | 'amount_details'
    | 'automatic_payment_methods'
    | 'capture_method'
    | 'customer'
    | 'customer_account'
    | 'description'
    | 'payment_details'
    | 'payment_method_configuration'
    | 'setup_future_usage'
    | 'statement_descriptor'
    | 'statement_descriptor_suffix'
    | 'transfer_group'
  > & {
    allowed_payment_method_types: string[]
    excluded_payment_method_types: string[] | ''
    payment_method_options: object
    receipt_email: string
    shipping: object | ''
  }
>

const debits = ['sepa_debit', 'us_bank_account']
const absent = ['application_fee_amount', 'hooks', 'on_behalf_of', 'transfer_data', 'mandate']

export function readIntentFields(
  context: Context,
  given: Given,
  { amount, currency, before }: { amount: number; currency: string; before?: PaymentIntent },
) {
  refuseNotPlayed(given, absent, 'payment intents')
  const { receipt_email: email, setup_future_usage: usage } = given
  if (email) checkEmail(email, 'receipt_email')
  for (const param of ['statement_descriptor', 'statement_descriptor_suffix'] as const) {
    if ((given[param]?.length ?? 0) > 22)
      throw invalidRequest('The statement descriptor must be at most 22 characters.', { param })
  }
  const types = changesTypes(given) || !before ? typesFor(context, given, currency) : undefined
  const offered = types?.payment_method_types ?? before?.payment_method_types ?? []
  return {
    ...readCustomer(context, given),
    ...types,
    ...(given.amount_details === undefined && before ? {} : readAmountDetails(context, given.amount_details, amount)),
    ...(given.capture_method === undefined ? {} : { capture_method: given.capture_method }),
    ...(given.description === undefined ? {} : { description: given.description || null }),
    ...(given.payment_details === undefined ? {} : { payment_details: detailsOf(given.payment_details) }),
    ...(email === undefined ? {} : { receipt_email: email || null }),
    ...(usage === undefined ? {} : { setup_future_usage: usage || null }),
    ...(given.shipping === undefined ? {} : { shipping: shippingOf(given.shipping) }),
    ...(given.statement_descriptor === undefined ? {} : { statement_descriptor: given.statement_descriptor || null }),
    ...(given.statement_descriptor_suffix === undefined
      ? {}
      : { statement_descriptor_suffix: given.statement_descriptor_suffix || null }),
    ...(given.transfer_group === undefined ? {} : { transfer_group: given.transfer_group }),
    payment_method_options: mergeMethodOptions(
      offered,
      before?.payment_method_options ?? null,
      given.payment_method_options,
    ),
  } as Partial<PaymentIntent>
}

/** What a bank debits cannot be held before. */
function typesFor(context: Context, given: Given, currency: string) {
  const types = readMethodTypes(context, given, currency)
  if (given.capture_method !== 'manual') return types
  return { ...types, payment_method_types: types.payment_method_types.filter((type) => !debits.includes(type)) }
}

function changesTypes(given: Given): boolean {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = given
  return allowed !== undefined || excluded !== undefined || given.payment_method_configuration !== undefined
}

function detailsOf(given: object | '') {
  return given === '' ? undefined : { customer_reference: null, order_reference: null, ...given }
}

function shippingOf(given: object | '') {
  return given === '' ? null : { carrier: null, phone: null, tracking_number: null, ...given }
}
