import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { endLoginsOf } from './operator-login-store.ts'
import { endOperatorLinks, lockOperator, lockOwners, updateOperator } from './operator-store.ts'

/**
 * Locks an operator out, on every instance at once. What they did stays on record.
 * @throws Refusal operator_not_found | last_owner
 */
export async function disableOperator(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { operatorId, ...audit }: AuditContext & { operatorId: string },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const owners = await lockOwners(transaction)
    const operator = await lockOperator(transaction, operatorId)
    if (!operator) throw new Refusal('operator_not_found')
    if (operator.disabledAt) return
    const isOnlyOwner = owners.length === 1 && owners[0]?.id === operatorId
    if (isOnlyOwner) throw new Refusal('last_owner')

    await updateOperator(transaction, operatorId, { disabledAt: now() })
    await endLoginsOf(transaction, operatorId, now())
    await endOperatorLinks(transaction, operatorId, now())
    await writeAudit(transaction, {
      ...audit,
      action: 'operator.disabled',
      subject: operator.email,
      before: null,
      after: null,
    })
  })
}
