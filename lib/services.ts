// What a verb works with. One set a process; Next's bundle and our own modules share it.
import { type Connection, connect, type Database } from '#lib/database/connect.ts'
import { type Env, readEnv } from '#lib/env.ts'
import { createStripe, type StripeClient } from '#lib/stripe/client.ts'

export interface Services {
  env: Env
  database: Database
  stripe: StripeClient
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
  return { services: { env, database, stripe: createStripe(env.stripe), now: () => new Date() }, close }
}
