import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { mayLookAfter, type Operator } from './operator.ts'
import { endLoginOf, endLoginsOf } from './operator-login-store.ts'
import { findOperatorById } from './operator-store.ts'

export interface OperatorToSignOut extends AuditContext {
  operatorId: string
  /** One login; without it all of them. */
  loginId?: string
  /** Who asks for it. */
  by: Operator
}

/**
 * Ends one login of an operator, or all of them: the next request with such a cookie finds nobody, on every instance.
 * @throws Refusal owner_required | operator_not_found | operator_login_not_found
 */
export async function signOutOperator(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { operatorId, loginId, by, ...audit }: OperatorToSignOut,
): Promise<void> {
  if (!mayLookAfter(by, operatorId)) throw new Refusal('owner_required')
  await database.transaction(async (transaction) => {
    const operator = await findOperatorById(transaction, operatorId)
    if (!operator) throw new Refusal('operator_not_found')
    const ended = loginId
      ? Number(await endLoginOf(transaction, { loginId, operatorId, now: now() }))
      : await endLoginsOf(transaction, operatorId, now())
    if (loginId && ended === 0) throw new Refusal('operator_login_not_found')
    await writeAudit(transaction, {
      ...audit,
      action: loginId ? 'operator_login.ended' : 'operator.signed_out_everywhere',
      subject: operator.email,
      before: null,
      after: { logins: ended },
    })
  })
}
