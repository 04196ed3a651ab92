// Where `/go/pay/in_…` leads: to our own page of the invoice, or to Stripe's where ours is off.
import { mayChangeBilling, type Reader } from '#lib/access/member-login.ts'
import { getPayableInvoice } from '#lib/invoices/get-payable-invoice.ts'
import type { InvoiceToPay } from '#lib/invoices/payable-invoice.ts'
import { isComponentOffered, type Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'

export type PayState =
  | { kind: 'go_on'; path: string }
  | { kind: 'pay_at_stripe'; invoice: InvoiceToPay; url: string }
  | { kind: 'ask_owner' }
  /** Another customer's, or nobody's: nobody learns which. */
  | { kind: 'not_yours' }

export async function findPayState(
  services: Services,
  { login, policy, invoice: id }: { login: Reader; policy: Policy; invoice: string },
): Promise<PayState> {
  const judged = await getPayableInvoice(services, { login, invoice: id })
  if (judged.kind === 'unknown') return { kind: 'not_yours' }
  if (isComponentOffered(policy, 'payment_element')) return { kind: 'go_on', path: `/pay/${id}` }
  const { kind, invoice } = judged
  const isOpen = kind === 'payable' || kind === 'not_payable_here'
  if (!isOpen || !invoice.hostedUrl) return { kind: 'go_on', path: '/invoices' }
  return mayChangeBilling(login.role)
    ? { kind: 'pay_at_stripe', invoice, url: invoice.hostedUrl }
    : { kind: 'ask_owner' }
}
