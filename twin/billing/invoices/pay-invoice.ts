// Tries to collect an open invoice with the payment method that decides.

import type { Context } from '../../kernel/context.ts'
import { invalidRequest, StripeError } from '../../kernel/stripe-error.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { confirmPaymentIntent } from '../../payments/confirm-payment-intent.ts'
import { subscriptionOf } from './draft-invoice.ts'
import { openIntentOf } from './invoice-payments.ts'

type Invoice = StripeObject<'invoice'>
export type Attempt = { paymentMethod?: string; isOffSession: boolean }

/** @throws StripeError what the card said, with the attempt kept; or that there is nothing to charge */
export function payInvoice(context: Context, invoice: Invoice, { paymentMethod, isOffSession }: Attempt): Invoice {
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid', { code: 'invoice_already_paid' })
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
    throw invalidRequest(`Invoice is ${invoice.status} and cannot be paid.`, { code: 'invoice_not_editable' })
  const intent = openIntentOf(context, invoice)
  if (!intent) throw invalidRequest('This invoice has nothing to collect.')
  const method = paymentMethod ?? decidingPaymentMethod(context, invoice)
  if (!method) {
    throw invalidRequest(
      'There is no `default_payment_method` set on this Customer or Invoice. Please set a default payment method and try again.',
      { code: 'resource_missing', param: 'payment_method' },
    )
  }
  confirmPaymentIntent(context, intent, { payment_method: method, off_session: isOffSession, use_stripe_sdk: true })
  return context.get('invoice', invoice.id)
}

/** The invoice's own, else the subscription's, else the customer's default. */
export function decidingPaymentMethod(context: Context, invoice: Invoice): string | undefined {
  const customer = context.find('customer', invoice.customer as string)
  const own = invoice.default_payment_method ?? subscriptionOf(context, invoice)?.default_payment_method
  const usual = customer?.invoice_settings.default_payment_method ?? customer?.default_source
  return ((own ?? usual) as string | null | undefined) ?? undefined
}

/** For the clock and for a subscription's first invoice: a refusal of the card is an outcome, not an error. */
export function tryToPay(context: Context, invoice: Invoice, isOffSession = true): StripeError | undefined {
  try {
    payInvoice(context, invoice, { isOffSession })
    return undefined
  } catch (error) {
    if (error instanceof StripeError) return error
    throw error
  }
}
