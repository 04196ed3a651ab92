// Acme's users. A real app has a table of them; here Stripe's customers say in their metadata who acts for them.
import type { AcmeSettings } from './settings.ts'

export interface Person {
  /** As `bob@cus_123`. */
  id: string
  name: string
  email: string
  role: string
  customer: { id: string; name: string }
}

interface ListedCustomer {
  id: string
  name: string | null
  email: string | null
  metadata: Record<string, string>
}

export async function listPeople({ stripeUrl, stripeKey }: AcmeSettings): Promise<Person[]> {
  const headers = { authorization: `Bearer ${stripeKey}` }
  const response = await fetch(`${stripeUrl}/v1/customers?limit=100`, { headers })
  if (!response.ok) throw new Error(`Acme could not list its customers: Stripe answered ${response.status}.`)
  const { data } = (await response.json()) as { data: ListedCustomer[] }
  return data.reverse().flatMap(peopleOf)
}

export function findPerson(people: Person[], id: string | undefined): Person | undefined {
  return people.find((person) => person.id === id)
}

/** @example metadata.acme_people = 'ada:owner,bob:billing,vic:viewer' */
function peopleOf({ id, name, email, metadata }: ListedCustomer): Person[] {
  const domain = email?.split('@')[1] ?? 'customer.example'
  const listed = metadata.acme_people?.split(',') ?? []
  return listed.map((entry) => {
    const [first = '', role = 'viewer'] = entry.trim().split(':')
    return {
      id: `${first}@${id}`,
      name: first.charAt(0).toUpperCase() + first.slice(1),
      email: `${first}@${domain}`,
      role,
      customer: { id, name: name ?? id },
    }
  })
}
