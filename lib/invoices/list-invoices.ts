import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { callStripe, isMissing } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { type InvoiceView, viewInvoice } from './invoice-view.ts'

const pageLength = 20

export interface InvoicePage {
  invoices: InvoiceView[]
  /** The invoice after which the next page begins; null on the last one. */
  nextAfter: string | null
}

interface PageOfLogin {
  login: Pick<MemberLogin, 'customer' | 'customerId'>
  /** `in_…`, the last of the page before. */
  after: string | undefined
}

/**
 * The customer's invoices, newest first, without drafts: those are not asked for yet.
 * @throws Refusal object_not_found (no such invoice of theirs to go on from) | customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function listInvoices(
  services: Pick<Services, 'stripe' | 'now'>,
  { login, after }: PageOfLogin,
): Promise<InvoicePage> {
  // Stripe would go on from anybody's invoice; that there is such a one is nobody else's business.
  if (after) await requireOwnInvoice(services, login, after)
  const { value } = await callStripe(services.stripe, (client, options) =>
    client.invoices.list({ ...login.customer, limit: pageLength, ...(after && { starting_after: after }) }, options),
  ).catch(refuseMissingCustomer)
  const last = value.data.at(-1)
  return {
    invoices: value.data
      .filter(({ status }) => status !== 'draft')
      .map((invoice) => viewInvoice(invoice, services.now())),
    nextAfter: value.has_more && last ? last.id : null,
  }
}

async function requireOwnInvoice(
  { stripe }: Pick<Services, 'stripe'>,
  { customerId }: PageOfLogin['login'],
  id: string,
): Promise<void> {
  const invoice = await callStripe(stripe, (client, options) => client.invoices.retrieve(id, {}, options)).catch(
    (error: unknown) => {
      if (isMissing(error)) throw new Refusal('object_not_found', { cause: error })
      throw error
    },
  )
  if (!isBilledTo(invoice.value, customerId)) throw new Refusal('object_not_found')
}

function isBilledTo({ customer, customer_account }: Stripe.Invoice, customerId: string): boolean {
  return (typeof customer === 'string' ? customer : customer?.id) === customerId || customer_account === customerId
}
