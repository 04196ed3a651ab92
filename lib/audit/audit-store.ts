// Reads the audit rows. They are written by write-audit.ts, and never changed.
import { and, type Column, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { auditEntries } from '#lib/database/tables/audit.ts'
import type { AuditFilter } from './audit-filter.ts'

export type AuditRow = Omit<typeof auditEntries.$inferSelect, 'scope'>

export interface AuditQuery {
  scope: string
  filter?: AuditFilter
  /** Goes on after a page that ended with this row. */
  beforeId?: number
  limit: number
}

/** Newest first. */
export async function listAuditRows(database: Queryable, query: AuditQuery): Promise<AuditRow[]> {
  const { scope, filter, beforeId, limit } = query
  return await database
    .select()
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.scope, scope),
        beforeId === undefined ? undefined : lt(auditEntries.id, beforeId),
        ...(filter ? conditions(filter) : []),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(limit)
}

function conditions({ action, actor, subject, from, until }: AuditFilter): (SQL | undefined)[] {
  return [
    action === undefined ? undefined : eq(auditEntries.action, action),
    actor === undefined ? undefined : contains(auditEntries.actorName, actor),
    subject === undefined ? undefined : contains(auditEntries.subject, subject),
    from && gte(auditEntries.at, from),
    until && lt(auditEntries.at, until),
  ]
}

// Not `like`: what somebody types holds no patterns.
function contains(column: Column, part: string): SQL {
  return sql`position(lower(${part}) in lower(${column})) > 0`
}
