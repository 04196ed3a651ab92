import type { MemberLogin } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import { type ResolvedPolicy, resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { findInvoiceWithPayments } from './get-payable-invoice.ts'
import { findOwnIntent, judgeInvoice } from './payable-invoice.ts'

export interface InvoicePayment {
  clientSecret: string
  /** Whether paying also saves the payment method for later, as Stripe decided when it made the intent. */
  hasSetupFutureUsage: boolean
}

/**
 * The secret with which the login's customer pays this invoice: that of the invoice's own intent, so that it is never paid twice.
 * @throws Refusal component_not_allowed | object_not_found | invoice_not_payable | stripe_refused | stripe_permission_missing | stripe_unavailable
 * @see https://docs.stripe.com/api/invoices/object#invoice_object-confirmation_secret
 */
export async function getInvoicePayment(
  services: Services,
  { login, resolved, invoice }: { login: MemberLogin; resolved?: ResolvedPolicy; invoice: string },
): Promise<InvoicePayment> {
  const { policy } = resolved ?? (await resolvePolicy(services, login))
  if (!isComponentOffered(policy, 'payment_element')) throw new Refusal('component_not_allowed')

  const found = await findInvoiceWithPayments(services, invoice, ['confirmation_secret'])
  const judged = found ? judgeInvoice(found, login) : { kind: 'unknown' as const }
  if (!found || judged.kind === 'unknown') throw new Refusal('object_not_found')
  if (judged.kind !== 'payable' || !found.confirmation_secret) throw new Refusal('invoice_not_payable')
  return {
    clientSecret: found.confirmation_secret.client_secret,
    hasSetupFutureUsage: Boolean(findOwnIntent(found)?.setup_future_usage),
  }
}
