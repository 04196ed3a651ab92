// The only SQL about mints.
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database, Queryable } from '#lib/database/connect.ts'
import { runPrepared } from '#lib/database/prepared.ts'
import { members } from '#lib/database/tables/members.ts'
import { mints } from '#lib/database/tables/mints.ts'

export interface MintRow {
  scope: string
  kind: (typeof mints.$inferInsert)['kind']
  memberId: string | null
  customer: string
  page: string | null
  /** As sent to Stripe; never its answer, which holds the secret. */
  parameters: object
  policyRevision: number
  /** The customer's own override, where one applied. */
  overrideVersion: number | null
}

export interface MintResult {
  stripeRequestId: string | undefined
  outcome: string
}

/** @returns its id */
export async function insertMint(database: Database, row: MintRow & { outcome: string }): Promise<string> {
  const { scope, kind, memberId, customer, page, parameters, policyRevision, overrideVersion, outcome } = row
  const [inserted] = await runPrepared<{ id: string }>(
    database,
    'mint',
    sql`
    insert into ${mints}
      (scope, kind, member_id, customer, page, parameters, policy_revision, override_version, outcome)
    values (${scope}, ${kind}, ${memberId}, ${customer}, ${page}, ${JSON.stringify(parameters)}, ${policyRevision},
      ${overrideVersion}, ${outcome})
    returning id`,
  )
  if (!inserted) throw new Error('Postgres gave no id for a mint that it keeps')
  return inserted.id
}

export async function setMintResult(
  database: Database,
  id: string,
  { outcome, stripeRequestId = null }: { outcome: string; stripeRequestId?: string | null | undefined },
): Promise<void> {
  await runPrepared(
    database,
    'mint_result',
    sql`update ${mints} set outcome = ${outcome}, stripe_request_id = ${stripeRequestId} where id = ${id}`,
  )
}

const mintColumns = {
  id: mints.id,
  at: mints.at,
  kind: mints.kind,
  page: mints.page,
  outcome: mints.outcome,
  parameters: mints.parameters,
  policyRevision: mints.policyRevision,
  overrideVersion: mints.overrideVersion,
  stripeRequestId: mints.stripeRequestId,
  memberName: members.name,
  memberEmail: members.email,
}

/** The latest first. */
export function listMintRows(
  database: Queryable,
  { scope, customer, limit }: { scope: string; customer: string; limit: number },
) {
  return database
    .select(mintColumns)
    .from(mints)
    .leftJoin(members, eq(members.id, mints.memberId))
    .where(and(eq(mints.scope, scope), eq(mints.customer, customer)))
    .orderBy(desc(mints.id))
    .limit(limit)
}
