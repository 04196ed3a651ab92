// Takes up secrets whose files change, while requests go on: what began with the old ones ends with them.
import { connect } from '#lib/database/connect.ts'
import { pingDatabase } from '#lib/database/ping.ts'
import { EnvironmentError } from '#lib/env/environment-error.ts'
import { type Env, readEnv } from '#lib/env.ts'
import type { Services } from '#lib/services.ts'
import { createStripe } from '#lib/stripe/client.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { describeError, log } from '#lib/web/log.ts'

interface Following {
  read?: () => Env
  everyMs?: number
}

const defaultEveryMs = 1_000

/** @param services changed in place, so that everybody who holds them works with the new secrets. @returns what stops it */
export function followSecretFiles(
  services: Services,
  { read = readEnv, everyMs = defaultEveryMs }: Following = {},
): () => void {
  let lastProblem: string | undefined
  let lastSeen = secretsOf(services.env)
  let isBusy = false
  const look = async () => {
    if (isBusy) return
    isBusy = true
    try {
      const next = read()
      // A file that is being written may look whole: only what was there at the last look, too, is taken.
      const isSettled = secretsOf(next) === lastSeen
      lastSeen = secretsOf(next)
      if (isSettled) await takeUp(services, next)
      lastProblem = undefined
    } catch (error) {
      const problem = error instanceof EnvironmentError ? error.message : 'failed'
      if (problem !== lastProblem) log.error('secrets_not_taken', { check: problem, ...describeError(error) })
      lastProblem = problem
    } finally {
      isBusy = false
    }
  }
  const timer = setInterval(look, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

function secretsOf({ stripe, handoff, databaseUrl }: Env): string {
  return JSON.stringify([stripe.secretKey, stripe.publishableKey, handoff.secrets, databaseUrl])
}

async function takeUp(services: Services, next: Env): Promise<void> {
  const { env } = services
  const changed = {
    stripe: next.stripe.secretKey !== env.stripe.secretKey || next.stripe.publishableKey !== env.stripe.publishableKey,
    handoff: next.handoff.secrets.join() !== env.handoff.secrets.join(),
    database: next.databaseUrl !== env.databaseUrl,
  }
  if (!Object.values(changed).includes(true)) return
  // All or nothing: one that is wrong leaves the others as they were, too.
  const stripe = changed.stripe ? await openStripe(services, next) : services.stripe
  const database = changed.database ? await openDatabase(next) : services.database
  // Connections of the pool that is left behind close by themselves once nobody needs them.
  Object.assign(services, { stripe, database })
  services.env = { ...env, stripe: next.stripe, handoff: next.handoff, databaseUrl: next.databaseUrl }
  for (const [name, isChanged] of Object.entries(changed)) if (isChanged) log.info('secrets_taken', { check: name })
}

/** Settings, members and audit rows belong to one account in one mode: a key of another is not a new key but another Portico. */
async function openStripe(services: Services, env: Env): Promise<Services['stripe']> {
  const stripe = createStripe(env.stripe)
  const [ours, theirs] = await Promise.all([getScope(services), getScope({ ...services, env, stripe })])
  if (ours !== theirs)
    throw new EnvironmentError('STRIPE_SECRET_KEY is of another account or mode than before: restart.')
  return stripe
}

async function openDatabase({ databaseUrl }: Env): Promise<Services['database']> {
  const { database } = connect(databaseUrl)
  await pingDatabase(database)
  return database
}
