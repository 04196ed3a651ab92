// Whom a preview is for: a customer, one as `customer_details` would have them, or nobody yet.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../../kernel/wire.ts'
import { refuseNotPlayed } from '../../payments/intent-fields.ts'
import { getSessionCustomer } from '../../resources/customer-accounts.ts'

type PreviewParams = Params<'invoices.createPreview'>
type Customer = StripeObject<'customer'>

/** Inside the preview's dry run: nobody sees this customer afterwards. */
export function previewedCustomer(context: Context, params: PreviewParams): Customer {
  const { customer_details: details, customer, customer_account: account } = params
  const overrides = readDetails(details)
  if (customer || account) {
    const found = getSessionCustomer(context, params)
    return details ? context.update(found, overrides) : found
  }
  if (!details)
    throw invalidRequest(
      'You must provide at least one of `customer`, `customer_details`, `subscription`, or `schedule`.',
      {
        param: 'customer',
      },
    )
  return context.insert('customer', { tax_exempt: 'none', metadata: {}, preferred_locales: [], ...overrides })
}

function readDetails(details: PreviewParams['customer_details'] = {}): Partial<Customer> {
  refuseNotPlayed(details, ['tax', 'tax_ids'], 'the customer details of invoice previews')
  const { address, shipping, tax_exempt: exempt } = details
  return {
    ...(address === undefined ? {} : { address: address || null }),
    ...(shipping === undefined ? {} : { shipping: shipping || null }),
    ...(exempt === undefined ? {} : { tax_exempt: exempt || 'none' }),
  } as Partial<Customer>
}
