import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import { mayLookAfter, type Operator } from '#lib/operators/operator.ts'
import { endLoginsOf } from '#lib/operators/operator-login-store.ts'
import { findOperatorById } from '#lib/operators/operator-store.ts'
import type { Services } from '#lib/services.ts'
import { deletePasskey, lockPasskeysOf } from './passkey-store.ts'

export interface PasskeyToRemove extends AuditContext {
  operatorId: string
  passkeyId: string
  /** Who asks for it. */
  by: Operator
}

/**
 * Removes a passkey. Nobody removes their own last one; an owner can remove anybody else's, who then needs an invitation.
 * @throws Refusal owner_required | operator_not_found | passkey_not_found | last_passkey
 */
export async function removePasskey(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { operatorId, passkeyId, by, ...audit }: PasskeyToRemove,
): Promise<void> {
  if (!mayLookAfter(by, operatorId)) throw new Refusal('owner_required')
  const isOwn = by.id === operatorId
  await database.transaction(async (transaction) => {
    const operator = await findOperatorById(transaction, operatorId)
    if (!operator) throw new Refusal('operator_not_found')
    const passkeys = await lockPasskeysOf(transaction, operatorId)
    const passkey = passkeys.find(({ id }) => id === passkeyId)
    if (!passkey) throw new Refusal('passkey_not_found')
    if (isOwn && passkeys.length === 1) throw new Refusal('last_passkey')

    await deletePasskey(transaction, passkeyId)
    // An owner takes a key away because it is in the wrong hands, and so may the logins be that it opened.
    if (!isOwn) await endLoginsOf(transaction, operatorId, now())
    await writeAudit(transaction, {
      ...audit,
      action: 'passkey.removed',
      subject: operator.email,
      before: { name: passkey.name },
      after: null,
    })
  })
}
