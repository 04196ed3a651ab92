// The only SQL that reads mints.
import { and, desc, eq } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { members, mints } from '#lib/database/schema.ts'

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
