// What a customer should see to: each matter with what may be done about it. Words are the page's.
import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import type { SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { SubscriptionView } from '#lib/subscriptions/list-subscriptions.ts'

export interface PaidPlan extends SubscriptionView {
  paidBy: SavedPaymentMethod | null
}

export type InvoiceMatterKind =
  /** Every attempt failed, and none is left. */
  | 'no_retry_left'
  /** The bank wants the customer to confirm. */
  | 'authentication_needed'
  /** It failed, and is tried again. */
  | 'declined'
  /** The plan begins with it. */
  | 'first_payment_missing'
  | 'overdue'
  /** Sent to be paid by a day. */
  | 'due'
  /** To be paid, with no day and nothing tried. */
  | 'open'
  | 'processing'

export type Matter =
  | { kind: InvoiceMatterKind; invoice: OpenInvoice; plan: PaidPlan | undefined }
  | { kind: 'ended_unpaid'; plan: PaidPlan; invoice: OpenInvoice | undefined }
  | { kind: 'card_expired' | 'card_expires'; method: SavedPaymentMethod; plans: PaidPlan[] }

export type Way = 'pay_here' | 'pay_at_stripe' | 'update_card' | 'see_plans'

export type AttentionCard = Matter & {
  /** The first one is the obvious one. */
  ways: Way[]
  /** There is something to do, and this member may not do it. */
  asksOwner: boolean
}
