import { retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { describeCard } from '../payments/card-source.ts'
import { type PaymentMethodData, paymentMethodFields } from '../payments/payment-method-fields.ts'

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
    card: describeCard(context.newId('card'), card, placeOf(given)),
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

function placeOf({ name, address_line1, address_line2, address_city, ...rest }: CardParams) {
  const { address_state, address_zip, address_country } = rest
  return { name, address_line1, address_line2, address_city, address_state, address_zip, address_country }
}
