import type { Account } from './account.ts'
import type { FaultsSnapshot } from './faults.ts'
import type { SavedAnswer } from './idempotency.ts'
import type { Job } from './jobs.ts'
import type { IssuedKey } from './keys.ts'
import type { RateLimits } from './rate-limiter.ts'
import type { StoreSnapshot } from './store.ts'

/** All that an account knows, as JSON keeps it. */
export type AccountSnapshot = {
  store: StoreSnapshot
  jobs: Job[]
  clock: { now: number; isFrozen: boolean }
  random: [number, number, number, number]
  keys: IssuedKey[]
  faults: FaultsSnapshot
  idempotency: [string, SavedAnswer][]
  rateLimits: RateLimits
}
/** Older snapshots have less. */
export type GivenSnapshot = Pick<AccountSnapshot, 'store' | 'jobs' | 'clock' | 'random'> & Partial<AccountSnapshot>

export function takeSnapshot(account: Account): AccountSnapshot {
  const { store, jobs, clock, random, keys, faults, idempotency, rateLimiter } = account
  return {
    store: store.snapshot(),
    jobs: jobs.snapshot(),
    clock: clock.snapshot(),
    random: random.state,
    keys: keys.snapshot(),
    faults: faults.snapshot(),
    idempotency: idempotency.snapshot(),
    rateLimits: rateLimiter.limits,
  }
}

export function putBack(account: Account, snapshot: GivenSnapshot) {
  const { store, jobs, clock, random, keys, faults, idempotency, rateLimits } = snapshot
  account.store.restore(store)
  account.jobs.restore(jobs)
  account.clock.set(clock.now, clock.isFrozen)
  account.random.state = random
  account.keys.restore(keys ?? [])
  account.idempotency.restore(idempotency ?? [])
  if (faults) account.faults.restore(faults)
  if (rateLimits) account.rateLimiter.set(rateLimits)
}
