import type { Services } from '#lib/services.ts'
import { type AuditRow, listAuditRows } from './audit-store.ts'

export const auditPageSize = 50

export interface AuditPage {
  entries: AuditRow[]
  /** Where the next page begins; undefined on the last one. */
  olderThan: number | undefined
}

/** What was done in this account and mode, the latest first. */
export async function listAudit(
  { database }: Pick<Services, 'database'>,
  { scope, beforeId }: { scope: string; beforeId?: number },
): Promise<AuditPage> {
  const rows = await listAuditRows(database, { scope, beforeId, limit: auditPageSize + 1 })
  const entries = rows.slice(0, auditPageSize)
  return { entries, olderThan: rows.length > auditPageSize ? entries.at(-1)?.id : undefined }
}
