import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Operator } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import { lockPasskeysOf, updatePasskeyName } from './passkey-store.ts'

/**
 * Gives one of the operator's own passkeys another name.
 * @throws Refusal passkey_not_found
 */
export async function renamePasskey(
  { database }: Pick<Services, 'database'>,
  { operator, passkeyId, name, ...audit }: AuditContext & { operator: Operator; passkeyId: string; name: string },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const before = (await lockPasskeysOf(transaction, operator.id)).find(({ id }) => id === passkeyId)
    if (!before) throw new Refusal('passkey_not_found')
    if (before.name === name) return
    await updatePasskeyName(transaction, passkeyId, name)
    await writeAudit(transaction, {
      ...audit,
      action: 'passkey.renamed',
      subject: operator.email,
      before: { name: before.name },
      after: { name },
    })
  })
}
