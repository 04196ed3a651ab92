// Services for tests of verbs: a copy of the database, and a twin of Stripe inside the process. Nothing of ours is mocked.
import Stripe from 'stripe'
import { inject } from 'vitest'
import { createTwin, type Twin } from '../twin/twin.ts'
import { customerRef } from './access/customer-ref.ts'
import type { MemberLogin } from './access/member-login.ts'
import { createTestDatabase } from './database/testing.ts'
import { readEnv } from './env.ts'
import { policySchema } from './policy/policy.ts'
import { publishPolicy } from './policy/publish-policy.ts'
import { createTally } from './rate-limits/tally.ts'
import type { Services } from './services.ts'
import { createMintQueue } from './stripe/mint-queue.ts'

const secretKey = 'sk_test_ofThisVeryTest'

export interface TestServices {
  services: Services
  twin: Twin
  /** Switches on what the policy names, everything else stays off. */
  publish: (policy: object) => Promise<void>
  close: () => Promise<void>
}

export const testScope = 'acct_test:test'

export async function createTestServices(): Promise<TestServices> {
  const { database, url, drop } = await createTestDatabase(inject('templateUrl'), inject('appUrl'))
  const twin = createTwin()
  const publishableKey = 'pk_test_ofThisVeryTest'
  const env = readEnv({ DATABASE_URL: url, STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey })
  const httpClient = Stripe.createFetchHttpClient(twin.fetch)
  const stripe = new Stripe(secretKey, { httpClient, maxNetworkRetries: 0 })
  const mintQueue = createMintQueue(env.stripe.requestsPerSecond)
  const services = { env, database, stripe, mintQueue, viewTally: createTally(), now: () => new Date() }

  let revision = 0
  const publish = async (policy: object) => {
    const actor = { kind: 'system' as const }
    const input = {
      scope: testScope,
      actor,
      request: null,
      expectedRevision: revision,
      policy: policySchema.parse(policy),
    }
    const outcome = await publishPolicy(services, input)
    if (outcome.kind === 'conflict') throw new Error('Another policy was published in between.')
    revision = outcome.revision
  }
  return { services, twin, publish, close: drop }
}

/** A login of an owner who acts for this customer. */
export function loginOf(customerId: string, more: Partial<MemberLogin> = {}): MemberLogin {
  return {
    id: crypto.randomUUID(),
    scope: testScope,
    memberId: crypto.randomUUID(),
    role: 'owner',
    customer: customerRef(customerId),
    customerId,
    name: null,
    email: null,
    locale: null,
    ...more,
  }
}
