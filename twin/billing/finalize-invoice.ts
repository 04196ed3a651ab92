// From a draft to an invoice that can be paid: number, addresses, and the one payment intent that pays it.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { ObjectFields, StripeObject } from '../kernel/wire.ts'
import { cancelPaymentIntent } from '../payments/capture-payment.ts'
import { createPaymentIntent } from '../resources/payment-intents.ts'
import { subscriptionOf } from './draft-invoice.ts'
import { settleInvoice } from './settle-invoice.ts'

type Invoice = StripeObject<'invoice'>

export function finalizeInvoice(context: Context, draft: Invoice): Invoice {
  if (draft.status !== 'draft')
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: 'invoice_not_editable',
    })
  context.unschedule('invoice.finalize', draft.id)
  const customer = context.get('customer', draft.customer as string)
  const sequence = customer.next_invoice_sequence ?? 1
  const endingBalance = Math.min(0, customer.balance + draft.total)
  context.update(customer, { next_invoice_sequence: sequence + 1, balance: endingBalance })
  const secret = context.newId('invst')
  const finalized = context.update(draft, {
    status: 'open',
    number: draft.number ?? `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`,
    ending_balance: endingBalance,
    effective_at: context.now(),
    hosted_invoice_url: `${context.base}/i/${draft.id}/${secret}`,
    invoice_pdf: `${context.base}/i/${draft.id}/${secret}/pdf`,
    automatically_finalizes_at: null,
    status_transitions: { ...draft.status_transitions, finalized_at: context.now() },
    _hostedSecret: secret,
  })
  const invoice = finalized.amount_due > 0 ? addPayment(context, finalized) : finalized
  context.emit('invoice.finalized', invoice)
  return invoice.amount_due === 0 ? settleInvoice(context, invoice) : invoice
}

function addPayment(context: Context, invoice: Invoice): Invoice {
  const subscription = subscriptionOf(context, invoice)
  const intent = createPaymentIntent(context, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer as string,
    capture_method: 'automatic',
    description: subscription ? 'Subscription update' : `Payment for Invoice`,
    payment_method: null,
    // What renews must be chargeable without the customer.
    setup_future_usage: subscription ? 'off_session' : null,
  })
  context.insert('invoice_payment', {
    amount_paid: null,
    amount_requested: invoice.amount_due,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  } as ObjectFields<'invoice_payment'>)
  return invoice
}

export function paymentsOf(context: Context, invoice: { id: string }) {
  return context.list('invoice_payment', (payment) => payment.invoice === invoice.id)
}

export function openIntentOf(context: Context, invoice: { id: string }) {
  const open = paymentsOf(context, invoice).find((payment) => payment.is_default && payment.status !== 'canceled')
  return context.find('payment_intent', open?.payment.payment_intent as string | undefined)
}

export function voidInvoice(context: Context, before: Invoice): Invoice {
  if (before.status !== 'open' && before.status !== 'uncollectible') throw notAllowed(before, 'void')
  cancelPayments(context, before)
  const voided = context.update(before, {
    status: 'void',
    next_payment_attempt: null,
    status_transitions: { ...before.status_transitions, voided_at: context.now() },
  })
  context.emit('invoice.voided', voided)
  return voided
}

export function markUncollectible(context: Context, before: Invoice): Invoice {
  if (before.status !== 'open') throw notAllowed(before, 'mark as uncollectible')
  const transitions = { ...before.status_transitions, marked_uncollectible_at: context.now() }
  const marked = context.update(before, {
    status: 'uncollectible',
    next_payment_attempt: null,
    status_transitions: transitions,
  })
  context.emit('invoice.marked_uncollectible', marked)
  return marked
}

function cancelPayments(context: Context, invoice: Invoice) {
  for (const payment of paymentsOf(context, invoice)) {
    if (payment.status !== 'open') continue
    context.update(payment, {
      status: 'canceled',
      status_transitions: { ...payment.status_transitions, canceled_at: context.now() },
    })
    const intent = context.find('payment_intent', payment.payment.payment_intent as string)
    if (intent && !['succeeded', 'canceled'].includes(intent.status))
      cancelPaymentIntent(context, intent, 'void_invoice')
  }
}

export function notAllowed(invoice: Invoice, verb: string) {
  return invalidRequest(`You can only ${verb} an invoice if it is open. This invoice's status is ${invoice.status}.`, {
    code: 'invoice_not_editable',
  })
}

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    /** What the address of the hosted invoice ends in: whoever has it may pay. */
    invoice: { _hostedSecret: string }
  }
}
