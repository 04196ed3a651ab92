import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { isoBase64URL } from '@simplewebauthn/server/helpers'
import { hashToken } from '#lib/access/token.ts'
import type { OperatorLogin } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import { createChallenge } from './challenge.ts'
import { challengeLifetimeSeconds, getRelyingParty } from './passkey.ts'
import { type KnownCredential, listCredentials } from './passkey-store.ts'

/** What a browser that nobody is signed in with hands to its authenticators: whoever is known may answer. @param visit its cookie */
export async function askForPasskey(services: Services, visit: string) {
  return ask(services, await createChallenge(services, { purpose: 'sign_in', boundTo: hashToken(visit) }))
}

/** The same for who is signed in, with one of their own passkeys. */
export async function askForOwnPasskey(services: Services, { id, operator }: OperatorLogin) {
  const challenge = await createChallenge(services, { purpose: 'step_up', boundTo: id })
  return ask(services, challenge, await listCredentials(services.database, operator.id))
}

function ask({ env }: Services, challenge: string, allowCredentials?: KnownCredential[]) {
  return generateAuthenticationOptions({
    rpID: getRelyingParty(env).id,
    challenge: isoBase64URL.toBuffer(challenge),
    timeout: challengeLifetimeSeconds * 1000,
    userVerification: 'required',
    allowCredentials,
  })
}
