import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { isoBase64URL } from '@simplewebauthn/server/helpers'
import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import { hasSteppedUp, type OperatorLogin } from '#lib/operators/operator.ts'
import { renewOperatorLogin } from '#lib/operators/renew-operator-login.ts'
import type { Services } from '#lib/services.ts'
import { takeChallenge } from './challenge.ts'
import type { NewCredential } from './credential.ts'
import { onRecord } from './on-record.ts'
import { getRelyingParty, signatureAlgorithms } from './passkey.ts'
import { insertPasskey } from './passkey-store.ts'

export interface PasskeyToAdd extends AuditContext {
  login: OperatorLogin
  name: string
  credential: NewCredential
}

/**
 * Adds a passkey to the operator of a login. Making one proves as much as using one, so the login is stepped up by it.
 * @returns the login's new token, for its cookie
 * @throws Refusal step_up_required | passkey_expired | passkey_refused | passkey_exists
 */
export async function addPasskey(services: Services, input: PasskeyToAdd): Promise<string> {
  const { database, now } = services
  const { login, name, credential, ...audit } = input
  if (!hasSteppedUp(login, now())) throw new Refusal('step_up_required')
  const made = await onRecord(services, { ...audit, what: 'add' }, async () => {
    const challenge = await takeChallenge(services, credential, { purpose: 'add', boundTo: login.id })
    return verify(services, credential, challenge)
  })

  const row = {
    operatorId: login.operator.id,
    credentialId: made.id,
    publicKey: isoBase64URL.fromBuffer(made.publicKey),
    counter: made.counter,
    transports: credential.response.transports,
    name,
    createdAt: now(),
    lastUsedAt: now(),
  }
  return database.transaction(async (transaction) => {
    if (!(await insertPasskey(transaction, row))) throw new Refusal('passkey_exists')
    await writeAudit(transaction, {
      ...audit,
      action: 'passkey.added',
      subject: login.operator.email,
      before: null,
      after: { name },
    })
    return renewOperatorLogin(transaction, login.id, now())
  })
}

async function verify({ env }: Services, credential: NewCredential, expectedChallenge: string) {
  const { id: expectedRPID, origin: expectedOrigin } = getRelyingParty(env)
  const response = { ...credential, clientExtensionResults: {} }
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin,
    expectedRPID,
    supportedAlgorithmIDs: signatureAlgorithms,
  }).catch((cause: unknown) => {
    throw new Refusal('passkey_refused', { cause })
  })
  if (!registrationInfo) throw new Refusal('passkey_refused')
  return registrationInfo.credential
}
