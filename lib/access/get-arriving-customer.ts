import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { customerRef } from './customer-ref.ts'

export interface ArrivingCustomer {
  id: string
  name: string | null
  email: string | null
}

/**
 * The customer as Stripe knows it now: nobody is signed in for one that Stripe does not bill.
 * @throws Refusal customer_not_found | customer_deleted | customer_of_other_mode | stripe_unavailable
 */
export async function getArrivingCustomer(services: Services, id: string): Promise<ArrivingCustomer> {
  return 'customer' in customerRef(id) ? getCustomer(services, id) : getAccount(services, id)
}

async function getCustomer({ stripe }: Services, id: string): Promise<ArrivingCustomer> {
  const { value: customer } = await callStripe(stripe, (client, options) =>
    client.customers.retrieve(id, {}, options),
  ).catch(refuseMissingCustomer)
  if (customer.deleted) throw new Refusal('customer_deleted')
  return { id, name: customer.name ?? null, email: customer.email }
}

async function getAccount({ stripe }: Services, id: string): Promise<ArrivingCustomer> {
  const { value: account } = await callStripe(stripe, (client, options) =>
    client.v2.core.accounts.retrieve(id, {}, options),
  ).catch(refuseMissingAccount)
  if (account.closed) throw new Refusal('customer_deleted')
  return { id, name: account.display_name ?? null, email: account.contact_email ?? null }
}

/** Stripe's second API has no code of its own for what it does not find, only the status. */
function refuseMissingAccount(error: unknown): never {
  const cause = error instanceof Refusal ? error.cause : error
  if (typeof cause === 'object' && cause !== null && 'statusCode' in cause && cause.statusCode === 404)
    throw new Refusal('customer_not_found', { cause })
  throw error
}
