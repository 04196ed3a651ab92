import { readEnv } from '#lib/env.ts'
import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { createServices } from '#lib/services.ts'
import type { Variables } from './start-child.ts'

const demoOperator = { email: 'operator@acme.example', role: 'owner' } as const

/** The way into the console of a demo, where nobody has a key yet. Never made for a real Stripe account. */
export async function makeOperatorLink(variables: Variables): Promise<string> {
  const { services, close } = createServices(readEnv({ ...process.env, ...variables }))
  try {
    return (await createOperatorLink(services, demoOperator)).url
  } finally {
    await close()
  }
}
