// The one round trip of whoever changes something: whose login it is, what holds for their customer, and one request
// taken from each of their buckets.
import { type SQL, sql } from 'drizzle-orm'
import { type LoginQuery, type LoginRow, selectLogin } from '#lib/access/login-store.ts'
import type { MemberRole } from '#lib/access/member-login.ts'
import type { Database } from '#lib/database/connect.ts'
import { runPrepared } from '#lib/database/prepared.ts'
import { rateLimits } from '#lib/database/tables/rate-limits.ts'
import {
  joinPolicyParts,
  type PolicyParts,
  type PolicyPartsRow,
  policyPartsColumns,
  readPolicyParts,
} from '#lib/overrides/override-store.ts'
import type { LimitName } from '#lib/rate-limits/limits.ts'
import { type Bucket, moveOn } from '#lib/rate-limits/rate-limit-store.ts'

export interface AdmissionQuery {
  login: LoginQuery
  /** What is counted, if it is this very login and its role one of these. */
  counted: { buckets: Bucket[]; byCustomer: Omit<Bucket, 'keyHash'>; loginId: string; roles: MemberRole[] }
}

export interface AdmissionRow {
  login: LoginRow
  parts: PolicyParts
  /** The keys of the buckets that had one left. */
  granted: Set<string>
}

interface Row extends LoginRow, PolicyPartsRow {
  granted: string[]
}

export async function findAdmission(
  database: Database,
  { login, counted }: AdmissionQuery,
): Promise<AdmissionRow | undefined> {
  const { buckets, byCustomer, loginId, roles } = counted
  const rows = [
    ...buckets.map((bucket) => bucketRow(sql`${bucket.keyHash}::text`, bucket)),
    bucketRow(keyOfCustomer('change_by_customer', login.scope), byCustomer),
  ]
  const [row] = await runPrepared<Row>(
    database,
    'admission',
    sql`
    with login as (${selectLogin(login)}), taken as (
      insert into ${rateLimits} as held (key_hash, full_at, fills_in_seconds)
      select bucket.key_hash, now() + make_interval(secs => bucket.every_seconds), bucket.burst * bucket.every_seconds
      from login cross join lateral (values ${sql.join(rows, sql`, `)}) as bucket (key_hash, every_seconds, burst)
      where login.id::text = ${loginId} and login.role = any(${sql.param(roles)}::text[])
      order by bucket.key_hash collate "C"
      ${moveOn}
    )
    select login.*, ${policyPartsColumns}, array(select key_hash from taken) as granted
    from login ${joinPolicyParts(login.scope, sql`login.customer`)}`,
  )
  return row && { login: row, parts: readPolicyParts(row), granted: new Set(row.granted) }
}

function bucketRow(keyHash: SQL, { everySeconds, burst }: Omit<Bucket, 'keyHash'>): SQL {
  return sql`(${keyHash}, ${everySeconds}::float8, ${burst}::float8)`
}

/** As `bucketsOf` makes it, which cannot do it here: whose login it is comes out of the very statement. */
export function keyOfCustomer(limit: LimitName, scope: string): SQL {
  return sql`translate(rtrim(encode(sha256(
    convert_to(${limit}::text, 'UTF8') || '\\x00'::bytea || convert_to(${scope}::text || ' ' || login.customer, 'UTF8')
  ), 'base64'), '='), '+/', '-_')`
}
