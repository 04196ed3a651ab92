import { generateRegistrationOptions } from '@simplewebauthn/server'
import { isoBase64URL } from '@simplewebauthn/server/helpers'
import { Refusal } from '#lib/errors.ts'
import { hasSteppedUp, type OperatorLogin } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import { createChallenge } from './challenge.ts'
import { challengeLifetimeSeconds, getRelyingParty, signatureAlgorithms, userHandleOf } from './passkey.ts'
import { listCredentials } from './passkey-store.ts'

/**
 * What a browser hands to an authenticator to make a passkey for the operator of this login.
 * @throws Refusal step_up_required
 */
export async function askForNewPasskey(services: Services, login: OperatorLogin) {
  const { env, database, now } = services
  if (!hasSteppedUp(login, now())) throw new Refusal('step_up_required')
  const { operator } = login
  const { id, name } = getRelyingParty(env)
  const challenge = await createChallenge(services, { purpose: 'add', boundTo: login.id })
  return generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: userHandleOf(operator.id),
    userName: operator.email,
    userDisplayName: operator.name,
    challenge: isoBase64URL.toBuffer(challenge),
    timeout: challengeLifetimeSeconds * 1000,
    attestationType: 'none',
    supportedAlgorithmIDs: signatureAlgorithms,
    excludeCredentials: await listCredentials(database, operator.id),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}
