import type { Services } from '#lib/services.ts'
import type { AuditFilter } from './audit-filter.ts'
import type { AuditRow } from './audit-store.ts'
import { toCsvLine } from './csv.ts'
import { listAudit } from './list-audit.ts'

export const exportFormats = ['csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

interface AuditToExport {
  scope: string
  filter: AuditFilter
  format: ExportFormat
}

const size = 500
const columns = [
  'id',
  'at',
  'actor_kind',
  'actor',
  'actor_id',
  'action',
  'subject',
  'ip',
  'request_id',
  'before',
  'after',
]

/** The rows as text, the latest first, a page of the database at a time: a long history needs little memory. */
export async function* exportAudit(
  services: Pick<Services, 'database'>,
  { scope, filter, format }: AuditToExport,
): AsyncGenerator<string> {
  yield format === 'csv' ? toCsvLine(columns) : '['
  let beforeId: number | undefined
  let separator = '\n'
  do {
    const { entries, olderThan } = await listAudit(services, { scope, filter, size, beforeId })
    for (const entry of entries) {
      const record = viewRow(entry)
      yield format === 'csv' ? toCsvLine(Object.values(record).map(inCell)) : `${separator}${JSON.stringify(record)}`
      separator = ',\n'
    }
    beforeId = olderThan
  } while (beforeId !== undefined)
  if (format === 'json') yield '\n]\n'
}

// In the order of the columns.
function viewRow({ id, at, actorKind, actorName, actorId, action, subject, ip, requestId, before, after }: AuditRow) {
  return {
    id,
    at: at.toISOString(),
    actor_kind: actorKind,
    actor: actorName,
    actor_id: actorId,
    action,
    subject,
    ip,
    request_id: requestId,
    before,
    after,
  }
}

function inCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
