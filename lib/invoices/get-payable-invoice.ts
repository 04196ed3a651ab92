import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import type { Services } from '#lib/services.ts'
import { callStripe, isMissing } from '#lib/stripe/call-stripe.ts'
import { judgeInvoice, type PayableInvoice } from './payable-invoice.ts'

export const invoiceIdPattern = /^in_\w{1,250}$/

export interface InvoiceOfLogin {
  login: Pick<MemberLogin, 'customerId'>
  /** `in_…` */
  invoice: string
}

/**
 * Whether the login's customer can pay this invoice here, and why not.
 * @throws Refusal stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function getPayableInvoice(
  services: Pick<Services, 'stripe'>,
  { login, invoice }: InvoiceOfLogin,
): Promise<PayableInvoice> {
  const found = await findInvoiceWithPayments(services, invoice)
  return found ? judgeInvoice(found, login) : { kind: 'unknown' }
}

export async function findInvoiceWithPayments(
  { stripe }: Pick<Services, 'stripe'>,
  invoice: string,
  alsoExpand: string[] = [],
): Promise<Stripe.Invoice | undefined> {
  if (!invoiceIdPattern.test(invoice)) return undefined
  try {
    const expand = ['payments.data.payment.payment_intent', ...alsoExpand]
    const { value } = await callStripe(stripe, (client, options) =>
      client.invoices.retrieve(invoice, { expand }, options),
    )
    return value
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
