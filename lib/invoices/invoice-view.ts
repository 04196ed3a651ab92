// An invoice in a list: what it is called, what it asks for, and what became of it.
import type Stripe from 'stripe'

export type InvoiceStateKind = 'open' | 'overdue' | 'retrying' | 'paid' | 'void' | 'uncollectible' | 'unknown'

export interface InvoiceView {
  id: string
  number: string | null
  /** Seconds: when it was finalized, or else made. */
  issuedAt: number
  state: { kind: InvoiceStateKind; at: number | null }
  /** What it was made out over. */
  totalMinor: number
  /** What is still to be paid. */
  remainingMinor: number
  currency: string
  /** Stripe's own page for it. */
  hostedUrl: string | null
  pdfUrl: string | null
}

export function viewInvoice(invoice: Stripe.Invoice, now: Date): InvoiceView {
  return {
    id: invoice.id,
    number: invoice.number,
    issuedAt: invoice.status_transitions.finalized_at ?? invoice.created,
    state: stateOf(invoice, now),
    totalMinor: invoice.total,
    remainingMinor: invoice.amount_remaining,
    currency: invoice.currency,
    hostedUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
  }
}

function stateOf(invoice: Stripe.Invoice, now: Date): InvoiceView['state'] {
  const { status, due_date, next_payment_attempt, status_transitions, attempted } = invoice
  switch (status) {
    case 'paid':
      return { kind: 'paid', at: status_transitions.paid_at }
    case 'void':
      return { kind: 'void', at: status_transitions.voided_at }
    case 'uncollectible':
      return { kind: 'uncollectible', at: null }
    case 'open':
      if (due_date !== null) return { kind: due_date * 1000 < now.getTime() ? 'overdue' : 'open', at: due_date }
      return attempted && next_payment_attempt
        ? { kind: 'retrying', at: next_payment_attempt }
        : { kind: 'open', at: null }
    default:
      return { kind: 'unknown', at: null }
  }
}
