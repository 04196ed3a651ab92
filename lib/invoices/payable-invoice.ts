// What can be said of an invoice that somebody wants to pay here, decided from Stripe's invoice and its payments.
import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'

export interface InvoiceToPay {
  id: string
  number: string | null
  /** What remains to be paid. */
  amountMinor: number
  totalMinor: number
  currency: string
  /** Seconds. */
  dueAt: number | null
  lines: { id: string; description: string; amountMinor: number }[]
  hasMoreLines: boolean
  /** Stripe's own page for it, which also takes what our form does not. */
  hostedUrl: string | null
}

export type PayableInvoice =
  | { kind: 'payable'; invoice: InvoiceToPay }
  | { kind: 'paid' | 'void' | 'uncollectible' | 'draft' | 'processing' | 'not_payable_here'; invoice: InvoiceToPay }
  /** Not there, or not this customer's: nobody learns which. */
  | { kind: 'unknown' }

/** @param invoice with `payments.data.payment.payment_intent` expanded */
export function judgeInvoice(invoice: Stripe.Invoice, login: Pick<MemberLogin, 'customerId'>): PayableInvoice {
  if (!belongsTo(invoice, login)) return { kind: 'unknown' }
  return { kind: kindOf(invoice), invoice: viewInvoice(invoice) }
}

/** The invoice's own intent, which Stripe made as it finalized the invoice. */
export function findOwnIntent({ payments }: Stripe.Invoice): Stripe.PaymentIntent | undefined {
  const open = payments?.data.find(({ is_default, status }) => is_default && status === 'open')
  const intent = open?.payment.payment_intent
  return typeof intent === 'object' ? intent : undefined
}

function belongsTo({ customer, customer_account }: Stripe.Invoice, { customerId }: Pick<MemberLogin, 'customerId'>) {
  return (typeof customer === 'string' ? customer : customer?.id) === customerId || customer_account === customerId
}

function kindOf(invoice: Stripe.Invoice): Exclude<PayableInvoice['kind'], 'unknown'> {
  switch (invoice.status) {
    case 'paid':
      return 'paid'
    case 'void':
      return 'void'
    case 'uncollectible':
      return 'uncollectible'
    case 'open':
      return openKindOf(invoice)
    default:
      return 'draft'
  }
}

function openKindOf(invoice: Stripe.Invoice) {
  switch (findOwnIntent(invoice)?.status) {
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'requires_action':
      return 'payable'
    case 'processing':
    case 'requires_capture':
      return 'processing'
    case 'succeeded':
      return 'paid'
    default:
      return 'not_payable_here'
  }
}

function viewInvoice(invoice: Stripe.Invoice): InvoiceToPay {
  return {
    id: invoice.id,
    number: invoice.number,
    amountMinor: invoice.amount_remaining,
    totalMinor: invoice.total,
    currency: invoice.currency,
    dueAt: invoice.due_date,
    lines: invoice.lines.data.map(({ id, description, amount }) => ({
      id,
      description: description ?? '',
      amountMinor: amount,
    })),
    hasMoreLines: invoice.lines.has_more,
    hostedUrl: invoice.hosted_invoice_url ?? null,
  }
}
