import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { OperatorLogin } from '#lib/operators/operator.ts'
import { renewOperatorLogin } from '#lib/operators/renew-operator-login.ts'
import type { Services } from '#lib/services.ts'
import { takeChallenge } from './challenge.ts'
import type { SignedCredential } from './credential.ts'
import { onRecord } from './on-record.ts'
import { verifyPasskey } from './verify-passkey.ts'

export interface StepUpByPasskey extends AuditContext {
  login: OperatorLogin
  credential: SignedCredential
}

/**
 * Proves once more who holds a login: for the next ten minutes it may do what does harm in a stranger's hands.
 * @returns the login's new token, for its cookie
 * @throws Refusal passkey_expired | passkey_unknown | passkey_refused
 */
export async function stepUpByPasskey(services: Services, input: StepUpByPasskey): Promise<string> {
  const { login: _login, credential: _credential, ...audit } = input
  return onRecord(services, { ...audit, what: 'step_up' }, () => stepUp(services, input))
}

async function stepUp(services: Services, { login, credential, ...audit }: StepUpByPasskey): Promise<string> {
  const challenge = await takeChallenge(services, credential, { purpose: 'step_up', boundTo: login.id })
  return services.database.transaction(async (transaction) => {
    const { operator, name } = await verifyPasskey(services, transaction, { credential, challenge })
    if (operator.id !== login.operator.id) throw new Refusal('passkey_refused')
    await writeAudit(transaction, {
      ...audit,
      action: 'operator.stepped_up',
      subject: operator.email,
      before: null,
      after: { with: 'passkey', name },
    })
    return renewOperatorLogin(transaction, login.id, services.now())
  })
}
