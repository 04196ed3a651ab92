// The only SQL about revisions: numbered, immutable contents of a policy or a company.
import { and, desc, eq } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { operators, revisions } from '#lib/database/schema.ts'

export type RevisionKind = (typeof revisions.$inferSelect)['kind']

export interface Revision {
  number: number
  content: unknown
  operatorName: string | null
  createdAt: Date
}

export async function findLatestRevision(
  database: Queryable,
  of: { scope: string; kind: RevisionKind },
): Promise<Revision | undefined> {
  const [row] = await database
    .select({
      number: revisions.number,
      content: revisions.content,
      operatorName: operators.name,
      createdAt: revisions.createdAt,
    })
    .from(revisions)
    .leftJoin(operators, eq(operators.id, revisions.operatorId))
    .where(and(eq(revisions.scope, of.scope), eq(revisions.kind, of.kind)))
    .orderBy(desc(revisions.number))
    .limit(1)
  return row
}

/** @returns false when somebody else took the number first */
export async function insertRevision(database: Queryable, row: typeof revisions.$inferInsert): Promise<boolean> {
  const inserted = await database
    .insert(revisions)
    .values(row)
    .onConflictDoNothing()
    .returning({ number: revisions.number })
  return inserted.length === 1
}
