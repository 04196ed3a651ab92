import type Stripe from 'stripe'
import { customerIdPattern } from '#lib/access/customer-ref.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { callStripe, isMissing, isOfOtherMode } from '#lib/stripe/call-stripe.ts'

export interface FoundCustomer {
  /** `cus_…` or `acct_…`. */
  id: string
  name: string | null
  email: string | null
  /** Undefined for an account, of which Stripe tells us nothing here. */
  createdAt: Date | undefined
}

export interface CustomerSearch {
  /** What the words were taken for. Only a search by name lags behind what was saved at Stripe. */
  by: 'id' | 'email' | 'name'
  customers: FoundCustomer[]
  /** There are more than are shown. */
  hasMore: boolean
}

const mostShown = 20
// Stripe finds parts of a name from three letters on.
const shortestName = 3

/**
 * Finds customers by their exact id, their exact e-mail address, or a part of their name.
 * @throws Refusal invalid_input | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function searchCustomers(services: Pick<Services, 'stripe'>, words: string): Promise<CustomerSearch> {
  if (customerIdPattern.test(words)) return { by: 'id', customers: await findById(services, words), hasMore: false }
  if (words.includes('@')) return { by: 'email', ...(await findByEmail(services, words)) }
  if (words.length < shortestName)
    throw new Refusal('invalid_input', { detail: `Type at least ${shortestName} letters of a name.` })
  return { by: 'name', ...(await findByName(services, words)) }
}

async function findById({ stripe }: Pick<Services, 'stripe'>, id: string): Promise<FoundCustomer[]> {
  if (id.startsWith('acct_')) return [{ id, name: null, email: null, createdAt: undefined }]
  try {
    const { value } = await callStripe(stripe, (client, options) => client.customers.retrieve(id, {}, options))
    return value.deleted ? [] : [viewCustomer(value)]
  } catch (error) {
    if (isOfOtherMode(error)) throw new Refusal('customer_of_other_mode', { cause: error })
    if (isMissing(error)) return []
    throw error
  }
}

async function findByEmail({ stripe }: Pick<Services, 'stripe'>, email: string) {
  const { value } = await callStripe(stripe, (client, options) =>
    client.customers.list({ email, limit: mostShown }, options),
  )
  return { customers: value.data.map(viewCustomer), hasMore: value.has_more }
}

async function findByName({ stripe }: Pick<Services, 'stripe'>, name: string) {
  const quoted = name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  const { value } = await callStripe(stripe, (client, options) =>
    client.customers.search({ query: `name~"${quoted}"`, limit: mostShown }, options),
  )
  return { customers: value.data.map(viewCustomer), hasMore: value.has_more }
}

function viewCustomer({ id, name, email, created }: Stripe.Customer): FoundCustomer {
  return { id, name: name ?? null, email, createdAt: new Date(created * 1000) }
}
