// Reads the audit rows. They are written by write-audit.ts, and never changed.
import { and, desc, eq, lt } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { auditEntries } from '#lib/database/schema.ts'

export type AuditRow = Omit<typeof auditEntries.$inferSelect, 'scope'>

/** Newest first. @param beforeId goes on after a page that ended with this row */
export async function listAuditRows(
  database: Queryable,
  { scope, beforeId, limit }: { scope: string; beforeId: number | undefined; limit: number },
): Promise<AuditRow[]> {
  return await database
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.scope, scope), beforeId === undefined ? undefined : lt(auditEntries.id, beforeId)))
    .orderBy(desc(auditEntries.id))
    .limit(limit)
}
