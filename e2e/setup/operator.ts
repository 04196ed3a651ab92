import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { createHttpClient, type HttpClient } from './http-client.ts'
import type { Portico } from './instance.ts'
import { withServices } from './open-services.ts'

export type OperatorRole = Parameters<typeof createOperatorLink>[1]['role']

/** The one-time link of an operator, as `npm start` prints it. */
export async function makeOperatorLink(portico: Portico, role: OperatorRole = 'owner'): Promise<string> {
  const email = `${role}@acme.example`
  return withServices(portico, async (services) => (await createOperatorLink(services, { email, role })).url)
}

/** An operator in a browser of their own. */
export async function signInOperator(portico: Portico, role: OperatorRole = 'owner'): Promise<HttpClient> {
  const client = createHttpClient(portico.url)
  const token = new URL(await makeOperatorLink(portico, role)).pathname.split('/').at(-1) ?? ''
  const answer = await client.postForm('/admin/enter', { token })
  if (answer.status !== 303) throw new Error(`No operator was let in: ${answer.status} ${answer.text.slice(0, 500)}`)
  return client
}
