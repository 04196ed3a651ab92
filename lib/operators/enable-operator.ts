import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { lockOperator, updateOperator } from './operator-store.ts'

/**
 * Lets a disabled operator sign in again, with the role and the passkeys that they had.
 * @throws Refusal operator_not_found
 */
export async function enableOperator(
  { database }: Pick<Services, 'database'>,
  { operatorId, ...audit }: AuditContext & { operatorId: string },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const operator = await lockOperator(transaction, operatorId)
    if (!operator) throw new Refusal('operator_not_found')
    if (!operator.disabledAt) return
    await updateOperator(transaction, operatorId, { disabledAt: null })
    await writeAudit(transaction, {
      ...audit,
      action: 'operator.enabled',
      subject: operator.email,
      before: null,
      after: { role: operator.role },
    })
  })
}
