import { retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { type PaymentMethodData, paymentMethodFields } from '../payments/payment-method-fields.ts'

type Card = NonNullable<StripeObject<'token'>['card']>
type CardParams = Extract<Params<'tokens.create'>['card'], object>

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    /** What the payment method that is made of the token will be. */
    token: { _card: object }
  }
}

/** https://docs.stripe.com/api/tokens: cards alone; each is good for one payment method. */
export const tokens: Resource = {
  operations: { 'tokens.create': createToken, 'tokens.retrieve': retrieve('token') },
  publishable: { 'tokens.create': 'open' },
}

function createToken(context: Context<Params<'tokens.create'>>) {
  const { card: given, expand: _, ...others } = context.params
  const [other] = Object.keys(others)
  if (other) throw notPlayed(`tokens of "${other}"`)
  if (!given) throw invalidRequest('You must supply a card.', { param: 'card', code: 'parameter_missing' })
  if (typeof given === 'string') throw notPlayed('tokens of a card that is already saved')
  const { card, _number } = paymentMethodFields(context, dataOf(given)) as unknown as {
    card: NonNullable<StripeObject<'payment_method'>['card']>
    _number: string
  }
  return context.insert('token', {
    card: describeCard(context, given, card),
    type: 'card',
    used: false,
    _card: { card, _number },
  })
}

function dataOf({ number, exp_month, exp_year, cvc, ...rest }: CardParams): PaymentMethodData {
  const { address_line1: line1, address_zip: zip } = rest
  return {
    type: 'card',
    card: { number, exp_month: Number(exp_month), exp_year: Number(exp_year), ...(cvc ? { cvc } : {}) },
    billing_details: { address: { ...(line1 ? { line1 } : {}), ...(zip ? { postal_code: zip } : {}) } },
  } as PaymentMethodData
}

function describeCard(
  context: Context,
  given: CardParams,
  {
    brand,
    checks,
    country,
    exp_month,
    exp_year,
    fingerprint,
    funding,
    last4,
    regulated_status,
  }: NonNullable<StripeObject<'payment_method'>['card']>,
) {
  const { name = null, address_line1 = null, address_line2 = null, address_city = null } = given
  const { address_state = null, address_zip = null, address_country = null } = given
  return {
    id: context.newId('card'),
    object: 'card' as const,
    ...{ address_city, address_country, address_line1, address_line2, address_state, address_zip, name },
    address_line1_check: checks?.address_line1_check ?? null,
    address_zip_check: checks?.address_postal_code_check ?? null,
    brand: brandNames[brand] ?? brand,
    country,
    cvc_check: checks?.cvc_check ?? null,
    dynamic_last4: null,
    exp_month,
    exp_year,
    fingerprint,
    funding,
    last4,
    regulated_status,
    metadata: {},
    tokenization_method: null,
  } as Card
}

const brandNames: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}
