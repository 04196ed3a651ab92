// The payment of an invoice that a call about a subscription makes at once.
import type { Context } from '../../kernel/context.ts'
import { StripeError } from '../../kernel/stripe-error.ts'
import { type decidingPaymentMethod, tryToPay } from './pay-invoice.ts'

export type PaymentBehavior = { behavior: string; isOffSession: boolean }
type Invoice = Parameters<typeof decidingPaymentMethod>[1]

/**
 * @returns whether it is still to be paid
 * @throws StripeError 402, with nothing kept, when the behavior is `error_if_incomplete`
 */
export function attemptPayment(
  context: Context,
  invoice: Invoice,
  { behavior, isOffSession }: PaymentBehavior,
): boolean {
  const refusal = tryToPay(context, invoice, isOffSession)
  const isUnpaid = context.get('invoice', invoice.id).status === 'open'
  if (!isUnpaid || behavior !== 'error_if_incomplete') return isUnpaid
  throw refusal ? new StripeError(refusal.status, refusal.fields) : requiresAction()
}

function requiresAction(): StripeError {
  const message =
    'Payment for this subscription requires additional user action before it can be completed successfully.'
  return new StripeError(402, { type: 'card_error', code: 'subscription_payment_intent_requires_action', message })
}
