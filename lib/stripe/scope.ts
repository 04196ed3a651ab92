// Which account, in which mode, our key belongs to: settings, members and audit rows are kept apart by it.
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { stripeKeys } from '#lib/database/tables/stripe-keys.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from './call-stripe.ts'

const known = new WeakMap<Services, Promise<string>>()

/** `acct_…:test` or `acct_…:live`. Asks Stripe once for each key, ever. */
export function getScope(services: Services): Promise<string> {
  const asked = known.get(services)
  if (asked) return asked
  const asking = findScope(services)
  known.set(services, asking)
  asking.catch(() => known.delete(services))
  return asking
}

async function findScope({ database, stripe, env }: Services): Promise<string> {
  const fingerprint = createHash('sha256').update(env.stripe.secretKey).digest('hex')
  const [row] = await database.select().from(stripeKeys).where(eq(stripeKeys.fingerprint, fingerprint))
  if (row) return scopeOf(row)

  const { value: account } = await callStripe(stripe, (client, options) => client.accounts.retrieveCurrent({}, options))
  const found = { fingerprint, account: account.id, livemode: env.stripe.livemode }
  await database.insert(stripeKeys).values(found).onConflictDoNothing()
  return scopeOf(found)
}

function scopeOf({ account, livemode }: { account: string; livemode: boolean }): string {
  return `${account}:${livemode ? 'live' : 'test'}`
}
