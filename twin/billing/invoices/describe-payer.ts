import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'

/** What an invoice says about its customer: a draft what is so now, a final one what was so then. */
export function describePayer(context: Context, customer: StripeObject<'customer'>) {
  const taxIds = context.list('tax_id', (taxId) => taxId.customer === customer.id).toReversed()
  return {
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping ?? null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: taxIds.map(({ type, value }) => ({ type, value })),
  }
}
