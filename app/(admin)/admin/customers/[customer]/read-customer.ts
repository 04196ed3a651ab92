import { customerIdPattern } from '#lib/access/customer-ref.ts'
import { Refusal } from '#lib/errors.ts'

export interface CustomerRoute {
  params: Promise<{ customer: string }>
}

/** The customer whom a route's address names, and the page that shows them. */
export async function readCustomer({ params }: CustomerRoute): Promise<{ customer: string; page: string }> {
  const { customer } = await params
  if (!customerIdPattern.test(customer)) throw new Refusal('not_found')
  return { customer, page: `/admin/customers/${customer}` }
}
