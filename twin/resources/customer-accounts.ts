import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, parameterMissing, resourceMissing } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'

/**
 * `POST /_twin/customer_accounts { customer }`: the same customer as an Account of Stripe's v2 API, which the twin does
 * not play beyond its id: `customer_account` names the customer then.
 */
export const customerAccounts: Resource = {
  internal: {
    'POST /_twin/customer_accounts': (context) => {
      const { customer: id } = context.params as { customer?: string }
      const customer = context.get('customer', id ?? '', 'customer')
      return context.update(customer, { customer_account: customer.customer_account ?? context.newId('acct') })
    },
  },
}

type Named = { customer?: string; customer_account?: string }

/** The customer that a session is for, named by either id. */
export function getSessionCustomer(context: Context, { customer, customer_account }: Named): StripeObject<'customer'> {
  if (customer && customer_account) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_account.', {
      param: 'customer_account',
    })
  }
  if (customer) return context.get('customer', customer, 'customer')
  if (!customer_account) {
    throw parameterMissing('customer')
  }
  const [found] = context.list('customer', (each) => each.customer_account === customer_account)
  if (!found) throw resourceMissing('account', customer_account, 'customer_account')
  return found
}
