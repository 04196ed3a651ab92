import type { MemberLogin } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'

export interface BilledCustomer {
  name: string | null
  /** Where invoices go. */
  email: string | null
  /** What pays for subscriptions that name nothing of their own; ids, or null. */
  invoice_settings: { default_payment_method: string | null }
  default_source: string | null
  /** In which it is billed, once it was. */
  currency: string | null
}

/**
 * Who is billed; undefined for an account that is billed as a customer, of which Stripe tells us nothing here.
 * @throws Refusal customer_not_found | customer_of_other_mode | customer_deleted | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function findBilledCustomer(
  { stripe }: Pick<Services, 'stripe'>,
  { customer }: Pick<MemberLogin, 'customer'>,
): Promise<BilledCustomer | undefined> {
  if (!('customer' in customer)) return undefined
  const { value } = await callStripe(stripe, (client, options) =>
    client.customers.retrieve(customer.customer, {}, options),
  ).catch(refuseMissingCustomer)
  if (value.deleted) throw new Refusal('customer_deleted')

  const { name = null, email, default_source, invoice_settings, currency = null } = value
  return {
    name,
    email,
    currency,
    default_source: idOf(default_source),
    invoice_settings: { default_payment_method: idOf(invoice_settings.default_payment_method) },
  }
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'object' ? (value?.id ?? null) : value
}
