import type { Services } from '#lib/services.ts'
import type { AuditFilter } from './audit-filter.ts'
import { type AuditRow, listAuditRows } from './audit-store.ts'

export const auditPageSize = 50

export interface AuditPage {
  entries: AuditRow[]
  /** Where the next page begins; undefined on the last one. */
  olderThan: number | undefined
}

interface AuditToList {
  scope: string
  filter?: AuditFilter
  beforeId?: number
  /** Rows of one page. */
  size?: number
}

/** What was done in this account and mode, the latest first. */
export async function listAudit(
  { database }: Pick<Services, 'database'>,
  { size = auditPageSize, ...query }: AuditToList,
): Promise<AuditPage> {
  const rows = await listAuditRows(database, { ...query, limit: size + 1 })
  const entries = rows.slice(0, size)
  return { entries, olderThan: rows.length > size ? entries.at(-1)?.id : undefined }
}
