import type { MemberLogin } from '#lib/access/member-login.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { getPayableInvoice } from './get-payable-invoice.ts'
import { type InvoiceView, viewInvoice } from './invoice-view.ts'

const mostShown = 5

export interface OpenInvoice extends InvoiceView {
  /** Whether it can be paid here, on Stripe's page only, or is being paid already. */
  payment: 'here' | 'at_stripe' | 'processing'
  hasFailed: boolean
}

/**
 * What the customer still has to pay, at most five, newest first.
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
  const found = await Promise.all(
    open.map(async (invoice): Promise<OpenInvoice | undefined> => {
      const { kind } = await getPayableInvoice(services, { login, invoice: invoice.id })
      const view = { ...viewInvoice(invoice, services.now()), hasFailed: invoice.attempt_count > 0 }
      if (kind === 'payable') return { ...view, payment: 'here' }
      if (kind === 'processing') return { ...view, payment: 'processing' }
      return kind === 'not_payable_here' ? { ...view, payment: 'at_stripe' } : undefined
    }),
  )
  return found.filter((invoice) => invoice !== undefined)
}
