import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { findPaymentMethod } from '../../resources/payment-methods.ts'

/** A payment method of the customer's own, or one of Stripe's test methods. */
export function attachedMethod(
  context: Context,
  id: string,
  customer: unknown,
  param: string,
): StripeObject<'payment_method'> {
  const method = findPaymentMethod(context, id, param)
  if (method.customer === customer || id.startsWith('pm_card_')) return method
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param },
  )
}
