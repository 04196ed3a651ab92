import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { PaymentMethodData } from '../payments/payment-method-fields.ts'
import { createPaymentMethod } from '../resources/payment-methods.ts'

/** @throws StripeError in the card's words when it is declined, with the attempt kept */
export function saveCard(context: Context, customer: string, data: PaymentMethodData): StripeObject<'setup_intent'> {
  const method = createPaymentMethod(context, data)
  const params = { customer, payment_method: method.id, confirm: true, usage: 'off_session' as const }
  return callOperation(context, 'setupIntents.create', params) as StripeObject<'setup_intent'>
}

export function makeDefault(context: Context, customer: string, method: string) {
  const params = { invoice_settings: { default_payment_method: method } }
  callOperation(context, 'customers.update', params, { id: customer })
}

export function listCards(context: Context, customer: string): StripeObject<'payment_method'>[] {
  return context.list('payment_method', (method) => method.customer === customer)
}
