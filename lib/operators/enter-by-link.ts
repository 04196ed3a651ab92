import { hashToken } from '#lib/access/token.ts'
import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { openOperatorLogin } from './open-operator-login.ts'
import { asActor } from './operator.ts'
import { useOperatorLink } from './operator-store.ts'

/**
 * Uses a link up and opens a new login for its operator. A login that the browser had before ends with it.
 * @returns the new login's token, for its cookie
 * @throws Refusal link_used_or_expired
 */
export async function enterByLink(
  services: Services,
  input: { token: string; previousLogin: string | undefined; request: AuditContext['request'] },
): Promise<string> {
  const { database, now } = services
  const scope = await getScope(services)
  return database.transaction(async (transaction) => {
    const operator = await useOperatorLink(transaction, hashToken(input.token), now())
    if (!operator) throw new Refusal('link_used_or_expired')
    await writeAudit(transaction, {
      scope,
      actor: asActor(operator),
      request: input.request,
      action: 'operator.signed_in',
      subject: operator.email,
      before: null,
      after: { with: 'link' },
    })
    return openOperatorLogin(transaction, { operatorId: operator.id, previousLogin: input.previousLogin, now: now() })
  })
}
