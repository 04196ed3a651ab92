// The only SQL about revisions: numbered, immutable contents of a policy or a company.
import { and, desc, eq, type SQL } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { operators } from '#lib/database/tables/operators.ts'
import { revisions } from '#lib/database/tables/settings.ts'

export type RevisionKind = (typeof revisions.$inferSelect)['kind']

export interface Revision {
  number: number
  content: unknown
  operatorName: string | null
  createdAt: Date
}

const revisionColumns = {
  number: revisions.number,
  content: revisions.content,
  operatorName: operators.name,
  createdAt: revisions.createdAt,
}

type Settings = { scope: string; kind: RevisionKind }

export async function findLatestRevision(database: Queryable, of: Settings): Promise<Revision | undefined> {
  const [row] = await selectRevisions(database, of).orderBy(desc(revisions.number)).limit(1)
  return row
}

export async function findRevision(
  database: Queryable,
  { number, ...of }: Settings & { number: number },
): Promise<Revision | undefined> {
  const [row] = await selectRevisions(database, of, eq(revisions.number, number))
  return row
}

function selectRevisions(database: Queryable, { scope, kind }: Settings, more?: SQL) {
  return database
    .select(revisionColumns)
    .from(revisions)
    .leftJoin(operators, eq(operators.id, revisions.operatorId))
    .where(and(eq(revisions.scope, scope), eq(revisions.kind, kind), more))
    .$dynamic()
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
