// From a draft to an invoice that can be paid: number, balance, addresses, and the payment intent that pays it.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { leastCharge } from '../../payments/currencies.ts'
import { refreshUsage } from '../../usage/usage-line.ts'
import { moveBalance } from './customer-balance.ts'
import { describePayer } from './describe-payer.ts'
import { addPayment, attachPayment } from './invoice-payments.ts'
import { creditPayment, settleInvoice } from './settle-invoice.ts'
import { sumInvoice } from './sum-invoice.ts'

type Invoice = StripeObject<'invoice'>

declare module '../../kernel/wire.ts' {
  interface HiddenFields {
    /** What the address of the hosted invoice ends in: whoever has it may pay. */
    invoice: { _hostedSecret: string }
  }
}

/** @param paidBy what brought the money before there was an invoice */
export function finalizeInvoice(
  context: Context,
  given: Invoice,
  { paidBy }: { paidBy?: StripeObject<'payment_intent'> } = {},
): Invoice {
  if (given.status !== 'draft')
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: 'invoice_not_editable',
    })
  context.unschedule('invoice.finalize', given.id)
  const draft = sumInvoice(context, refreshUsage(context, given))
  const balances = paidBy ? owed(draft.total) : applyBalance(context, draft)
  const secret = context.newId('invst')
  const finalized = context.update(draft, {
    status: 'open',
    ...balances,
    ...describePayer(context, context.get('customer', draft.customer as string)),
    number: draft.number ?? nextNumber(context, draft),
    effective_at: draft.effective_at ?? context.now(),
    hosted_invoice_url: `${context.base}/i/${draft.id}/${secret}`,
    invoice_pdf: `${context.base}/i/${draft.id}/${secret}/pdf`,
    automatically_finalizes_at: null,
    next_payment_attempt: null,
    status_transitions: { ...draft.status_transitions, finalized_at: context.now() },
    _hostedSecret: secret,
  })
  if (finalized.amount_due > 0 && !paidBy) addPayment(context, finalized)
  if (finalized.due_date !== null && finalized.amount_due > 0) remindOf(context, finalized, finalized.due_date)
  context.emit('invoice.finalized', finalized)
  context.emit('invoice.updated', finalized, draft)
  if (finalized.amount_due === 0) return settleInvoice(context, finalized)
  if (paidBy) {
    creditPayment(context, attachPayment(context, finalized, paidBy), paidBy)
    return context.get('invoice', finalized.id)
  }
  if (isSentByItself(finalized)) context.emit('invoice.sent', finalized)
  return finalized
}

/** Left to Stripe, an invoice that is to be sent goes out as soon as it is final. */
export function isSentByItself(invoice: Invoice): boolean {
  return invoice.collection_method === 'send_invoice' && invoice.auto_advance === true
}

const dayInSeconds = 86_400
const reminderDays = 3

function remindOf(context: Context, invoice: Invoice, due: number) {
  context.schedule('invoice.overdue', invoice.id, due)
  const reminder = due - reminderDays * dayInSeconds
  if (reminder > context.now()) context.schedule('invoice.will_be_due', invoice.id, reminder)
}

/** The sequence is the customer's own, as in a new Stripe account. */
function nextNumber(context: Context, draft: Invoice): string {
  const customer = context.get('customer', draft.customer as string)
  const sequence = customer.next_invoice_sequence ?? 1
  context.update(customer, { next_invoice_sequence: sequence + 1 })
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`
}

function owed(total: number) {
  return { starting_balance: 0, ending_balance: 0, amount_due: total, amount_remaining: total }
}

/** Credit pays first, what is below zero becomes credit, and what is too little to charge waits for the next invoice. */
function applyBalance(context: Context, { id, customer, currency, starting_balance: starting, total }: Invoice) {
  const left = Math.min(0, starting + total)
  const move = (amount: number, type: 'applied_to_invoice' | 'invoice_too_small') => {
    if (amount !== 0) moveBalance(context, customer as string, { amount, currency, type, invoice: id })
  }
  move(left - starting, 'applied_to_invoice')
  const due = Math.max(0, starting + total)
  const isTooSmall = due > 0 && due < leastCharge(currency)
  if (isTooSmall) move(due, 'invoice_too_small')
  const charged = isTooSmall ? 0 : due
  return {
    starting_balance: starting,
    ending_balance: isTooSmall ? due : left,
    amount_due: charged,
    amount_remaining: charged,
  }
}
