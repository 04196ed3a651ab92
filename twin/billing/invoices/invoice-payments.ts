// The payments of an invoice: the one payment intent that finalization makes, and those attached to it.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { ObjectFields, StripeObject } from '../../kernel/wire.ts'
import { cancelPaymentIntent } from '../../payments/capture-payment.ts'
import { createPaymentIntent } from '../../resources/payment-intents.ts'
import { subscriptionOf } from './draft-invoice.ts'

type Invoice = StripeObject<'invoice'>
type Payment = StripeObject<'invoice_payment'>
type Intent = StripeObject<'payment_intent'>

/** The default payment: an intent over what is due. */
export function addPayment(context: Context, invoice: Invoice) {
  const subscription = subscriptionOf(context, invoice)
  const intent = createPaymentIntent(context, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer as string,
    capture_method: 'automatic',
    description: describePayment(invoice),
    payment_method: null,
    statement_descriptor: invoice.statement_descriptor,
    // What renews must be chargeable without the customer.
    setup_future_usage: subscription ? 'off_session' : null,
  })
  insertPayment(context, invoice, intent, invoice.amount_due, true)
}

function describePayment({ billing_reason: reason, parent }: Invoice): string {
  if (reason === 'subscription_create') return 'Subscription creation'
  return parent?.subscription_details ? 'Subscription update' : 'Payment for Invoice'
}

/** `invoices.attachPayment`: a payment intent made elsewhere pays this invoice. */
export function attachPayment(context: Context, invoice: Invoice, intent: Intent): Payment {
  if (invoice.status !== 'open')
    throw invalidRequest('Payments can only be attached to open invoices.', { code: 'invoice_not_editable' })
  if (intent.currency !== invoice.currency)
    throw invalidRequest('The PaymentIntent must have the currency of the invoice.', { param: 'payment_intent' })
  if (intent.customer !== null && intent.customer !== invoice.customer)
    throw invalidRequest('The PaymentIntent belongs to a different customer.', { param: 'payment_intent' })
  if (intent.status === 'canceled' || paymentsOfIntent(context, intent.id).length > 0)
    throw invalidRequest('The PaymentIntent cannot be attached to this invoice.', { param: 'payment_intent' })
  return insertPayment(context, invoice, intent, Math.min(intent.amount, invoice.amount_remaining), false)
}

function insertPayment(context: Context, invoice: Invoice, intent: Intent, amount: number, isDefault: boolean) {
  const payment = context.insert('invoice_payment', {
    amount_paid: null,
    amount_requested: amount,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: isDefault,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  } as ObjectFields<'invoice_payment'>)
  context.emitThin('v1.invoice_payment.open', { relatedObject: payment })
  return payment
}

export function paymentsOf(context: Context, invoice: { id: string }): Payment[] {
  return context.list('invoice_payment', (payment) => payment.invoice === invoice.id)
}

export function paymentsOfIntent(context: Context, intent: string): Payment[] {
  return context.list('invoice_payment', (one) => one.payment.payment_intent === intent && one.status !== 'canceled')
}

export function openIntentOf(context: Context, invoice: { id: string }): Intent | undefined {
  const open = paymentsOf(context, invoice).find((payment) => payment.is_default && payment.status !== 'canceled')
  return context.find('payment_intent', open?.payment.payment_intent as string | undefined)
}

/** The default payment always asks for what remains. */
export function askForRest(context: Context, invoice: Invoice) {
  const payment = paymentsOf(context, invoice).find((one) => one.is_default && one.status === 'open')
  const intent = openIntentOf(context, invoice)
  if (!payment || !intent) return
  context.update(payment, { amount_requested: invoice.amount_remaining })
  context.update(intent, { amount: invoice.amount_remaining })
}

/** Nothing is asked for any more. */
export function cancelPayments(context: Context, invoice: Invoice, reason: Intent['cancellation_reason']) {
  for (const payment of paymentsOf(context, invoice)) {
    if (payment.status !== 'open') continue
    context.update(payment, {
      status: 'canceled',
      status_transitions: { ...payment.status_transitions, canceled_at: context.now() },
    })
    context.emitThin('v1.invoice_payment.canceled', { relatedObject: payment })
    const intent = context.find('payment_intent', payment.payment.payment_intent as string)
    const isOpen = intent && !['succeeded', 'canceled', 'processing'].includes(intent.status)
    if (isOpen && payment.is_default) cancelPaymentIntent(context, intent, reason)
  }
}
