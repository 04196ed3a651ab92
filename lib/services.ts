// What a verb works with. One set a process; Next's bundle and our own modules share it.
import { type Connection, connect, type Database } from '#lib/database/connect.ts'
import { type Env, readEnv } from '#lib/env.ts'
import { createTally, type Tally } from '#lib/rate-limits/tally.ts'
import { createStripe, type StripeClient } from '#lib/stripe/client.ts'
import { createMintQueue, type MintQueue } from '#lib/stripe/mint-queue.ts'

export interface Services {
  env: Env
  database: Database
  stripe: StripeClient
  mintQueue: MintQueue
  /** The page views that this process counted. */
  viewTally: Tally
  now: () => Date
}

const key = Symbol.for('portico.services')
const shared = globalThis as { [key]?: Services }

export function getServices(): Services {
  shared[key] ??= createServices(readEnv()).services
  return shared[key]
}

export function createServices(env: Env): { services: Services; close: Connection['close'] } {
  const { database, close } = connect(env.databaseUrl)
  const mintQueue = createMintQueue(env.stripe.requestsPerSecond)
  const stripe = createStripe(env.stripe)
  return { services: { env, database, stripe, mintQueue, viewTally: createTally(), now: () => new Date() }, close }
}
