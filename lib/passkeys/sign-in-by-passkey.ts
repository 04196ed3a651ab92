import { hashToken } from '#lib/access/token.ts'
import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { openOperatorLogin } from '#lib/operators/open-operator-login.ts'
import { asActor } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { takeChallenge } from './challenge.ts'
import type { SignedCredential } from './credential.ts'
import { onRecord } from './on-record.ts'
import { verifyPasskey } from './verify-passkey.ts'

export interface SignInByPasskey {
  credential: SignedCredential
  /** The cookie of the browser that was asked. */
  visit: string
  previousLogin: string | undefined
  request: AuditContext['request']
}

/**
 * Opens a login for whoever the passkey belongs to.
 * @returns its token, for its cookie
 * @throws Refusal passkey_expired | passkey_unknown | passkey_refused | operator_disabled
 */
export async function signInByPasskey(services: Services, input: SignInByPasskey): Promise<string> {
  const { credential, visit, previousLogin, request } = input
  const scope = await getScope(services)
  const challenge = await takeChallenge(services, credential, { purpose: 'sign_in', boundTo: hashToken(visit) })
  const attempt = { what: 'sign_in', scope, actor: { kind: 'nobody' }, request } as const
  return onRecord(services, attempt, () =>
    services.database.transaction(async (transaction) => {
      const { operator, name } = await verifyPasskey(services, transaction, { credential, challenge })
      await writeAudit(transaction, {
        scope,
        actor: asActor(operator),
        request,
        action: 'operator.signed_in',
        subject: operator.email,
        before: null,
        after: { with: 'passkey', name },
      })
      return openOperatorLogin(transaction, { operatorId: operator.id, previousLogin, now: services.now() })
    }),
  )
}
