// The calls of Stripe's checkout page that the Stripe CLI makes in its place, to trigger `checkout.session.completed`.
import { completeSession } from '../checkout/complete-session.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'

type ConfirmParams = { payment_method?: string; expected_amount?: string }

export const paymentPages: Resource = {
  internal: {
    'GET /v1/payment_pages/{id}': getSession,
    'POST /v1/payment_pages/{id}/confirm': confirmSession,
  },
}

function getSession(context: Context) {
  return context.get('checkout.session', context.id)
}

function confirmSession(context: Context<Record<string, unknown>>) {
  const { payment_method: id = '', expected_amount: amount } = context.params as ConfirmParams
  const session = getSession(context)
  const method = context.get('payment_method', id, 'payment_method')
  if (amount !== undefined && Number(amount) !== session.amount_total) {
    throw invalidRequest(`The session asks for ${session.amount_total}, not ${amount}.`, { param: 'expected_amount' })
  }
  const { email, name } = method.billing_details
  return completeSession(context, session, { method, email, name })
}
