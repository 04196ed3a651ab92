// Calls that bring an invoice's money in: finalized by hand, paid, or paid by an intent made elsewhere.
import type { Context } from '../../kernel/context.ts'
import { cardError, invalidRequest, notPlayed } from '../../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../../kernel/wire.ts'
import { refuseNotPlayed } from '../../payments/intent-fields.ts'
import { attachedMethod } from './attached-method.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { attachPayment, cancelPayments, openIntentOf } from './invoice-payments.ts'
import { payInvoice } from './pay-invoice.ts'
import { creditPayment, settleInvoice } from './settle-invoice.ts'

type Invoice = StripeObject<'invoice'>

const chargedAfterSeconds = 60 * 60

/** Left to Stripe, an invoice that was finalized by hand is charged about an hour later. */
export function finalizeFromCall(context: Context<Params<'invoices.finalizeInvoice'>>): Invoice {
  const { auto_advance: isAdvanced } = context.params
  const found = context.get('invoice', context.id)
  const draft =
    isAdvanced === undefined || found.status !== 'draft' ? found : context.update(found, { auto_advance: isAdvanced })
  const invoice = finalizeInvoice(context, draft)
  const isCharged = invoice.status === 'open' && invoice.collection_method === 'charge_automatically'
  if (!isCharged || !invoice.auto_advance) return invoice
  const next = context.now() + chargedAfterSeconds
  context.schedule('invoice.retry', invoice.id, next)
  const planned = context.update(invoice, { next_payment_attempt: next })
  context.emit('invoice.updated', planned, invoice)
  return planned
}

export function payFromCall(context: Context<Params<'invoices.pay'>>): Invoice {
  const { payment_method: paymentMethod, paid_out_of_band: isOutOfBand, off_session: isOffSession } = context.params
  refuseNotPlayed(context.params, ['mandate', 'source'], 'invoices.pay')
  if (isOutOfBand && paymentMethod)
    throw invalidRequest('You cannot specify a payment method for an invoice that is paid out of band.', {
      param: 'payment_method',
    })
  const found = context.get('invoice', context.id)
  if (paymentMethod) attachedMethod(context, paymentMethod, found.customer, 'payment_method')
  const invoice = found.status === 'draft' ? finalizeInvoice(context, found) : found
  if (found.status === 'draft' && invoice.status === 'paid') return invoice
  if (isOutOfBand && (invoice.status === 'open' || invoice.status === 'uncollectible')) {
    cancelPayments(context, invoice, 'automatic')
    return settleInvoice(context, invoice, { isOutOfBand })
  }
  const tried = payInvoice(context, invoice, {
    ...(paymentMethod ? { paymentMethod } : {}),
    isOffSession: isOffSession ?? true,
  })
  refuseUnfinished(context, tried)
  return tried
}

function refuseUnfinished(context: Context, invoice: Invoice) {
  const intent = openIntentOf(context, invoice)
  if (intent?.status !== 'requires_action') return
  throw cardError({
    code: 'invoice_payment_intent_requires_action',
    message:
      'This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with this invoice. For more details see: https://stripe.com/docs/billing/subscriptions/overview#requires-action',
  })
}

export function attachFromCall(context: Context<Params<'invoices.attachPayment'>>): Invoice {
  const { payment_intent: id, payment_record: record } = context.params
  if (record !== undefined) throw notPlayed('payment records')
  if (!id)
    throw invalidRequest('Missing required param: payment_intent.', {
      code: 'parameter_missing',
      param: 'payment_intent',
    })
  const intent = context.get('payment_intent', id, 'payment_intent')
  const payment = attachPayment(context, context.get('invoice', context.id), intent)
  if (intent.status === 'succeeded') creditPayment(context, payment, intent)
  return context.get('invoice', context.id)
}
