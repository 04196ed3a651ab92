// A key on an operator's device, or in their password manager, that proves who they are. Asks for a fingerprint, a face or a PIN.
import type { Env } from '#lib/env.ts'

export interface Passkey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

export const challengeLifetimeSeconds = 5 * 60
export const longestPasskeyName = 60
/** ES256, Ed25519 and RS256, in COSE's numbers: every authenticator knows one of them. */
export const signatureAlgorithms = [-7, -8, -257]

/** What a passkey is bound to: an authenticator signs for no other site. */
export function getRelyingParty({ publicOrigin }: Pick<Env, 'publicOrigin'>) {
  return { id: new URL(publicOrigin).hostname, name: 'Portico', origin: publicOrigin }
}

/** An operator as an authenticator keeps them. */
export function userHandleOf(operatorId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(operatorId.replaceAll('-', ''), 'hex'))
}
