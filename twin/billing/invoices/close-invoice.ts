// Ends of an invoice without money, and what is said about one that is due.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { moveBalance } from './customer-balance.ts'
import { finalizeInvoice, isSentByItself } from './finalize-invoice.ts'
import { cancelPayments } from './invoice-payments.ts'
import { setDelinquent, stopAsking } from './settle-invoice.ts'

type Invoice = StripeObject<'invoice'>

export function voidInvoice(context: Context, before: Invoice): Invoice {
  if (before.status !== 'open' && before.status !== 'uncollectible') throw notAllowed(before, 'void')
  cancelPayments(context, before, 'void_invoice')
  stopAsking(context, before)
  const { customer, currency, starting_balance: starting, ending_balance: ending } = before
  // What the balance gave comes back, and what it took.
  if (ending !== null && ending !== starting)
    moveBalance(context, customer as string, {
      amount: starting - ending,
      currency,
      type: 'unapplied_from_invoice',
      invoice: before.id,
    })
  const voided = context.update(before, {
    status: 'void',
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...before.status_transitions, voided_at: context.now() },
  })
  context.emit('invoice.voided', voided)
  context.emit('invoice.updated', voided, before)
  return voided
}

export function markUncollectible(
  context: Context,
  before: Invoice,
  reason: 'user_forgiven' | 'max_payment_attempts' | 'subscription_paused' = 'user_forgiven',
): Invoice {
  if (before.status !== 'open') throw notAllowed(before, 'mark as uncollectible')
  stopAsking(context, before)
  const marked = context.update(before, {
    status: 'uncollectible',
    status_details: { uncollectible: { reason } },
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...before.status_transitions, marked_uncollectible_at: context.now() },
  })
  context.emit('invoice.marked_uncollectible', marked)
  context.emit('invoice.updated', marked, before)
  setDelinquent(context, marked, false)
  return marked
}

/** The mail goes nowhere; Stripe's own test mode sends none either. */
export function sendInvoice(context: Context, given: Invoice): Invoice {
  if (given.collection_method !== 'send_invoice')
    throw invalidRequest('You can only manually send an invoice if its collection method is `send_invoice`.', {
      param: 'id',
    })
  if (given.status === 'void' || given.status === 'uncollectible') throw notAllowed(given, 'send')
  const invoice = given.status === 'draft' ? finalizeInvoice(context, given) : given
  const isSent = given.status === 'draft' && isSentByItself(given) && invoice.status === 'open'
  if (!isSent) context.emit('invoice.sent', invoice)
  return invoice
}

export function tellDueSoon(context: Context, id: string) {
  const invoice = context.find('invoice', id)
  if (invoice?.status === 'open') context.emit('invoice.will_be_due', invoice)
}

export function tellOverdue(context: Context, id: string) {
  const invoice = context.find('invoice', id)
  if (invoice?.status !== 'open') return
  context.emit('invoice.overdue', invoice)
  setDelinquent(context, invoice, true)
}

/** Nobody is left to bill: nothing goes on by itself. */
export function leaveInvoicesOf(context: Context, customer: string) {
  const isLeft = (one: Invoice) => one.customer === customer && (one.status === 'draft' || one.status === 'open')
  for (const invoice of context.list('invoice', isLeft)) {
    stopAsking(context, invoice)
    context.unschedule('invoice.finalize', invoice.id)
    context.update(invoice, { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null })
  }
}

function notAllowed(invoice: Invoice, verb: string) {
  return invalidRequest(`You can only ${verb} an invoice if it is open. This invoice's status is ${invoice.status}.`, {
    code: 'invoice_not_editable',
  })
}
