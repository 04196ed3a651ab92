import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { type Decline, findDecline, wantsAuthentication } from './decline.ts'
import { findInvoiceWithPayments } from './get-payable-invoice.ts'
import { type InvoiceView, viewInvoice } from './invoice-view.ts'
import { findOwnIntent, judgeInvoice, type PayableInvoice } from './payable-invoice.ts'

const mostShown = 5

export interface OpenInvoice extends InvoiceView {
  /** Whether it can be paid here, on Stripe's page only, is being paid already, or asks for nothing any more. */
  payment: 'here' | 'at_stripe' | 'processing' | 'settled'
  /** What it bills: `sub_…`. */
  subscription: string | null
  /** False where it is sent to be paid by a day: nothing saved is charged for it. */
  isChargedAutomatically: boolean
  /** Seconds. */
  dueAt: number | null
  hasFailed: boolean
  decline: Decline | null
  wantsAuthentication: boolean
  /** Seconds: when Stripe charges it by itself; null where nobody will. */
  nextAttemptAt: number | null
}

/**
 * What the customer still has to pay, at most five, newest first, each as it is at this moment.
 * @throws Refusal customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function listOpenInvoices(
  services: Pick<Services, 'stripe' | 'now'>,
  login: Pick<MemberLogin, 'customer' | 'customerId'>,
): Promise<OpenInvoice[]> {
  const { value } = await callStripe(services.stripe, (client, options) =>
    client.invoices.list({ ...login.customer, status: 'open', limit: mostShown }, options),
  ).catch(refuseMissingCustomer)
  const open = value.data.filter(({ amount_remaining }) => amount_remaining > 0)
  // A list does not reach as deep as the intents.
  const found = await Promise.all(open.map(({ id }) => findInvoiceWithPayments(services, id)))
  return found
    .filter((invoice) => invoice !== undefined)
    .map((invoice) => viewOpenInvoice(invoice, judgeInvoice(invoice, login).kind, services.now()))
}

function viewOpenInvoice(invoice: Stripe.Invoice, kind: PayableInvoice['kind'], now: Date): OpenInvoice {
  const intent = findOwnIntent(invoice)
  return {
    ...viewInvoice(invoice, now),
    payment: payments[kind],
    subscription: subscriptionOf(invoice),
    isChargedAutomatically: invoice.collection_method === 'charge_automatically',
    dueAt: invoice.due_date,
    hasFailed: invoice.attempt_count > 0,
    decline: intent ? findDecline(intent) : null,
    wantsAuthentication: intent ? wantsAuthentication(intent) : false,
    nextAttemptAt: invoice.next_payment_attempt,
  }
}

const payments: Record<PayableInvoice['kind'], OpenInvoice['payment']> = {
  payable: 'here',
  not_payable_here: 'at_stripe',
  processing: 'processing',
  paid: 'settled',
  void: 'settled',
  uncollectible: 'settled',
  draft: 'settled',
  unknown: 'settled',
}

function subscriptionOf({ parent }: Stripe.Invoice): string | null {
  const subscription = parent?.subscription_details?.subscription ?? null
  return typeof subscription === 'object' ? (subscription?.id ?? null) : subscription
}
