import { insertConfirmationToken } from '../browser/confirmation-tokens.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { givenPaymentMethod } from '../payments/given-payment-method.ts'
import { refuseNotPlayed } from '../payments/intent-fields.ts'

/** https://docs.stripe.com/api/confirmation_tokens/test_create: what Stripe.js makes, for tests without a browser. */
export const confirmationTokens: Resource = {
  operations: { 'testHelpers.confirmationTokens.create': createForTest },
}

function createForTest(context: Context<Params<'testHelpers.confirmationTokens.create'>>) {
  const { params } = context
  refuseNotPlayed(params, ['payment_method_options'], 'confirmation tokens')
  const method = givenPaymentMethod(context, params)
  if (!method)
    throw invalidRequest('You must provide either payment_method or payment_method_data.', {
      code: 'parameter_missing',
      param: 'payment_method',
    })
  const { return_url, setup_future_usage, shipping } = params
  const token = insertConfirmationToken(context, {
    payment_method: method.id,
    ...(return_url ? { return_url } : {}),
    ...(setup_future_usage ? { setup_future_usage } : {}),
  })
  return shipping ? context.update(token, { shipping: { phone: null, ...shipping } }) : token
}
