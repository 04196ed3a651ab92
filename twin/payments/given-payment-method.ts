import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { createPaymentMethod, findPaymentMethod } from '../resources/payment-methods.ts'
import type { PaymentMethodData } from './payment-method-fields.ts'

type PaymentMethod = StripeObject<'payment_method'>

/** A payment method that a request names or describes. */
export function givenPaymentMethod(
  context: Context,
  params: { payment_method?: string; payment_method_data?: unknown; confirmation_token?: string },
): PaymentMethod | undefined {
  if (params.payment_method) return findPaymentMethod(context, params.payment_method, 'payment_method')
  if (params.confirmation_token) return methodOfToken(context, params.confirmation_token)
  if (params.payment_method_data) return createPaymentMethod(context, params.payment_method_data as PaymentMethodData)
  return undefined
}

function methodOfToken(context: Context, id: string): PaymentMethod {
  const token = context.get('confirmation_token', id, 'confirmation_token')
  if (token.expires_at !== null && token.expires_at <= context.now())
    throw invalidRequest(`The ConfirmationToken ${id} has expired.`, { param: 'confirmation_token' })
  if (token._isUsed)
    throw invalidRequest(`The ConfirmationToken ${id} has already been used.`, { param: 'confirmation_token' })
  return context.get('payment_method', token._paymentMethod ?? '', 'confirmation_token')
}

/** An intent that got through with it keeps it; no other may use it. */
export function useToken(context: Context, id: string | undefined, intent: { id: string; object: string }) {
  const token = context.find('confirmation_token', id)
  if (token) context.update(token, { [intent.object]: intent.id, expires_at: null, _isUsed: true })
}
