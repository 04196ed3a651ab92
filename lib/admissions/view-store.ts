// The one round trip of whoever looks at a page: whose login it is, what holds for their customer, whose company it is, and
// how full their buckets are. It writes nothing: what is counted is told with the touch of the login, once a minute.
import { sql } from 'drizzle-orm'
import { type LoginQuery, type LoginRow, selectLogin } from '#lib/access/login-store.ts'
import type { Database } from '#lib/database/connect.ts'
import { runPrepared } from '#lib/database/prepared.ts'
import { memberLogins } from '#lib/database/tables/members.ts'
import { rateLimits } from '#lib/database/tables/rate-limits.ts'
import { revisions } from '#lib/database/tables/settings.ts'
import {
  joinPolicyParts,
  type PolicyParts,
  type PolicyPartsRow,
  policyPartsColumns,
  readPolicyParts,
} from '#lib/overrides/override-store.ts'
import { hashKey } from '#lib/rate-limits/take.ts'
import type { Count } from '#lib/rate-limits/tally.ts'
import { keyOfCustomer } from './admission-store.ts'

export interface ViewRow {
  login: LoginRow
  parts: PolicyParts
  /** As it was saved last; null before that. */
  company: unknown
  /** How long each of their buckets has yet to fill, by its key; one that is full is left out. */
  heldSeconds: Map<string, number>
}

interface Row extends LoginRow, PolicyPartsRow {
  company: unknown
  held: Record<string, number> | null
}

/** @param address whom the browser's address counts for */
export async function findView(database: Database, login: LoginQuery, address: string): Promise<ViewRow | undefined> {
  const ofCustomer = keyOfCustomer('view_by_customer', login.scope)
  const [row] = await runPrepared<Row>(
    database,
    'view',
    sql`
    with login as (${selectLogin(login)})
    select login.*, ${policyPartsColumns}, (
      select content from ${revisions} where scope = ${login.scope} and kind = 'company' order by number desc limit 1
    ) as company,
      (
        select jsonb_object_agg(key_hash, extract(epoch from full_at - now())) from ${rateLimits}
        where full_at > now() and key_hash in (${hashKey('view_by_address', address)}, ${ofCustomer})
      ) as held
    from login ${joinPolicyParts(login.scope, sql`login.customer`)}`,
  )
  const heldSeconds = new Map(Object.entries(row?.held ?? {}))
  return row && { login: row, parts: readPolicyParts(row), company: row.company, heldSeconds }
}

/**
 * Keeps that a login was seen, and adds to the buckets what was counted since the last time. A bucket may come to lack more
 * than it can hold: what several instances let through together is waited for, or each would let through as much for ever.
 */
export async function touchAndTell(
  database: Database,
  { loginId, now }: { loginId: string; now: Date },
  counts: Count[],
): Promise<void> {
  const rows = counts.toSorted((one, other) => (one.keyHash < other.keyHash ? -1 : 1))
  const column = (pick: (count: Count) => string | number) => sql.param(rows.map(pick))
  await runPrepared(
    database,
    'touch-and-tell',
    sql`
    with touched as (
      update ${memberLogins} set last_seen_at = ${now} where id = ${loginId}
    ), told as (
      select * from unnest(
        ${column(({ keyHash }) => keyHash)}::text[], ${column(({ takenSeconds }) => takenSeconds)}::float8[],
        ${column(({ fillsInSeconds }) => fillsInSeconds)}::float8[], ${column(({ heldSeconds }) => heldSeconds)}::float8[]
      ) as told (key_hash, taken_seconds, fills_in_seconds, held_seconds)
    )
    insert into ${rateLimits} as held (key_hash, full_at, fills_in_seconds)
    select key_hash, now() + make_interval(secs => held_seconds), fills_in_seconds from told
    on conflict (key_hash) do update set
      fills_in_seconds = excluded.fills_in_seconds,
      full_at = greatest(excluded.full_at, held.full_at + make_interval(
        secs => (select taken_seconds from told where told.key_hash = excluded.key_hash)
      ))`,
  )
}
