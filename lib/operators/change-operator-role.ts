import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { type OperatorRole, operatorRoles } from './operator.ts'
import { endLoginsOf } from './operator-login-store.ts'
import { lockOperator, lockOwners, updateOperator } from './operator-store.ts'

/**
 * Gives an operator another role; their next request has it. Whoever rises signs in anew.
 * @throws Refusal operator_not_found | last_owner
 */
export async function changeOperatorRole(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { operatorId, role, ...audit }: AuditContext & { operatorId: string; role: OperatorRole },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const owners = await lockOwners(transaction)
    const operator = await lockOperator(transaction, operatorId)
    if (!operator) throw new Refusal('operator_not_found')
    if (operator.role === role) return
    const isOnlyOwner = owners.length === 1 && owners[0]?.id === operatorId
    if (isOnlyOwner) throw new Refusal('last_owner')

    await updateOperator(transaction, operatorId, { role })
    // A login that somebody planted or copied before must not rise with its operator.
    if (isHigher(role, operator.role)) await endLoginsOf(transaction, operatorId, now())
    await writeAudit(transaction, {
      ...audit,
      action: 'operator.role_changed',
      subject: operator.email,
      before: { role: operator.role },
      after: { role },
    })
  })
}

function isHigher(one: OperatorRole, other: OperatorRole): boolean {
  return operatorRoles.indexOf(one) < operatorRoles.indexOf(other)
}
