import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import type { OperatorLogin } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import { endPreviewRows } from './preview-store.ts'

/** @returns the customer who was looked at, unless there was nothing to end */
export function endPreview(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { login, ...audit }: AuditContext & { login: OperatorLogin },
): Promise<string | undefined> {
  return database.transaction(async (transaction) => {
    const [customer] = await endPreviewRows(transaction, login.id, now())
    if (customer)
      await writeAudit(transaction, { ...audit, action: 'preview.ended', subject: customer, before: null, after: null })
    return customer
  })
}
