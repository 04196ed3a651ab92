import { sql } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { rateLimits } from '#lib/database/tables/rate-limits.ts'

export interface Bucket {
  keyHash: string
  burst: number
  /** How often one request comes back. */
  everySeconds: number
}

const purgedAtOnce = 1000

/**
 * A bucket is kept as the moment when it will be full again: each request moves that on by its share, unless the bucket
 * would have to fill for longer than an empty one. The database's clock alone decides. @returns the keys that had one left
 */
export async function takeFromBuckets(queryable: Queryable, buckets: Bucket[]): Promise<Set<string>> {
  // Always in the same order, so that two requests never wait for each other.
  const rows = buckets
    .toSorted((one, other) => (one.keyHash < other.keyHash ? -1 : 1))
    .map(
      ({ keyHash, burst, everySeconds }) =>
        sql`(${keyHash}, now() + make_interval(secs => ${everySeconds}), ${burst * everySeconds}::float8)`,
    )
  const { rows: granted } = await queryable.execute<{ key_hash: string }>(sql`
    insert into ${rateLimits} as held (key_hash, full_at, fills_in_seconds) values ${sql.join(rows, sql`, `)}
    ${moveOn}`)
  return new Set(granted.map((row) => row.key_hash))
}

/** For the end of an insert into `rateLimits as held`; gives the keys that had one left. */
export const moveOn = sql`
    on conflict (key_hash) do update
      set full_at = greatest(held.full_at, now()) + (excluded.full_at - now()),
          fills_in_seconds = excluded.fills_in_seconds
      where greatest(held.full_at, now()) + (excluded.full_at - now()) <= now() + make_interval(secs => excluded.fills_in_seconds)
    returning key_hash`

/** A full bucket says no more than none. */
export async function purgeFullBuckets(queryable: Queryable): Promise<void> {
  await queryable.execute(sql`
    delete from ${rateLimits} where key_hash in (
      select key_hash from ${rateLimits} where full_at < now() limit ${purgedAtOnce} for update skip locked
    )`)
}
