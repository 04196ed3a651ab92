import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import { createToken, hashToken } from '#lib/access/token.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { type ChallengePurpose, deleteOverdueChallenges, insertChallenge, takeChallengeRow } from './challenge-store.ts'
import { challengeLifetimeSeconds } from './passkey.ts'

export interface Asked {
  purpose: ChallengePurpose
  /** A login's id, or the hash of the cookie of a browser that is not signed in. */
  boundTo: string
}

/** Something new for an authenticator to sign; only its hash is kept. */
export async function createChallenge(
  { database, now }: Pick<Services, 'database' | 'now'>,
  asked: Asked,
): Promise<string> {
  const { token: challenge, tokenHash: challengeHash } = createToken()
  const expiresAt = new Date(now().getTime() + challengeLifetimeSeconds * 1000)
  await deleteOverdueChallenges(database, now())
  await insertChallenge(database, { challengeHash, ...asked, expiresAt })
  return challenge
}

/**
 * The challenge that a browser's answer claims to have signed. It is used up with this, whatever the signature is worth.
 * @throws Refusal passkey_expired | passkey_refused
 */
export async function takeChallenge(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { response }: { response: { clientDataJSON: string } },
  asked: Asked,
): Promise<string> {
  const challenge = readChallenge(response.clientDataJSON)
  const row = await takeChallengeRow(database, hashToken(challenge))
  const isAsked = row?.purpose === asked.purpose && row.boundTo === asked.boundTo && row.expiresAt > now()
  if (!isAsked) throw new Refusal('passkey_expired')
  return challenge
}

function readChallenge(clientDataJSON: string): string {
  try {
    return String(decodeClientDataJSON(clientDataJSON).challenge)
  } catch (cause) {
    throw new Refusal('passkey_refused', { cause })
  }
}
