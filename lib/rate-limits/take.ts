import { createHash } from 'node:crypto'
import type { Queryable } from '#lib/database/connect.ts'
import { Refusal } from '#lib/errors.ts'
import { announce } from '#lib/notices.ts'
import { type Limit, type LimitName, limits } from './limits.ts'
import { type Bucket, purgeFullBuckets, takeFromBuckets } from './rate-limit-store.ts'
import { createRefusedKeys, type RefusedKeys } from './refused-keys.ts'

/** What is counted, and under which limit: `{ change_by_login: login.id }`. */
export type Counted = Partial<Record<LimitName, string>>

interface TakeOptions {
  limits?: Record<LimitName, Limit>
  refused?: RefusedKeys
}

const rememberedKeys = 10_000
// What a database refused says nothing about another.
const refusedHere = new WeakMap<Queryable, RefusedKeys>()
const purgeChance = 0.02

/**
 * Takes one request from each bucket, in one statement, whichever instance asks.
 * @throws Refusal rate_limited, with the seconds after which there is another
 */
export async function takeRequest(
  database: Queryable,
  counted: Counted,
  { limits: known, refused = getRefusedKeys(database) }: TakeOptions = {},
): Promise<void> {
  const buckets = bucketsOf(counted, known)
  refuseAgain(database, buckets, refused)
  requireGranted(database, buckets, await takeFromBuckets(database, buckets), refused)
}

export interface NamedBucket extends Bucket {
  name: string
}

export function bucketsOf(counted: Counted, known: Record<LimitName, Limit> = limits): NamedBucket[] {
  return Object.entries(counted).map(([name, value]) => {
    const limit = known[name as LimitName]
    return { name, keyHash: hashKey(name, value), everySeconds: 1 / limit.perSecond, burst: limit.burst }
  })
}

/** A flood that was refused a moment ago costs no more than this. @throws Refusal rate_limited */
export function refuseAgain(database: Queryable, buckets: NamedBucket[], refused = getRefusedKeys(database)): void {
  const waiting = buckets.find(({ keyHash }) => refused.has(keyHash))
  if (waiting) throw refuse(waiting)
}

/** @param granted the keys that had one left, @throws Refusal rate_limited */
export function requireGranted(
  database: Queryable,
  buckets: NamedBucket[],
  granted: Set<string>,
  refused = getRefusedKeys(database),
): void {
  purgeNowAndThen(database)
  const empty = buckets.find(({ keyHash }) => !granted.has(keyHash))
  if (!empty) return
  refused.add(empty.keyHash, empty.everySeconds * 1000)
  throw refuse(empty)
}

export function purgeNowAndThen(database: Queryable): void {
  if (Math.random() < purgeChance) purgeFullBuckets(database).catch(() => {})
}

function getRefusedKeys(database: Queryable): RefusedKeys {
  const known = refusedHere.get(database) ?? createRefusedKeys(rememberedKeys)
  refusedHere.set(database, known)
  return known
}

export function refuse({ name, everySeconds }: NamedBucket, retryAfterSeconds = Math.ceil(everySeconds)): Refusal {
  announce('rate_limited', { limit: name })
  return new Refusal('rate_limited', { retryAfterSeconds })
}

/** Who it was stays unknown to whoever reads the table. */
export function hashKey(name: string, value: string): string {
  return createHash('sha256').update(`${name}\0${value}`).digest('base64url')
}
