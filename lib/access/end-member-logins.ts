import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { endLoginsOfMember } from './login-store.ts'
import { findMemberRow } from './member-store.ts'

export interface MemberToSignOut extends AuditContext {
  customer: string
  memberId: string
}

/**
 * Signs a member out everywhere, with the audit row of it in one transaction. Their next request finds no login.
 * @throws Refusal object_not_found
 */
export function endMemberLogins(
  { database, now }: Pick<Services, 'database' | 'now'>,
  input: MemberToSignOut,
): Promise<{ ended: number }> {
  const { scope, customer, memberId } = input
  return database.transaction(async (transaction) => {
    const member = await findMemberRow(transaction, { scope, customer, id: memberId })
    if (!member) throw new Refusal('object_not_found')
    const ended = await endLoginsOfMember(transaction, memberId, now())
    const after = { member: member.email ?? member.name ?? member.subject, ended }
    await writeAudit(transaction, {
      ...input,
      action: 'member.signed_out_everywhere',
      subject: customer,
      before: null,
      after,
    })
    return { ended }
  })
}
