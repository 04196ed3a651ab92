// The keys that may sign a hand-over. A secret checks HS256 alone and a published key an asymmetric signature alone, so
// that nobody can sign with a public key as if it were a secret.
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'
import type { HandoffEnv } from '#lib/env.ts'
import { Refusal } from '#lib/errors.ts'

const secretAlgorithms = ['HS256']
const publishedAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
const fetchTimeoutMs = 3_000

export interface HandoffKey {
  key: Uint8Array | JWTVerifyGetKey
  algorithms: string[]
}

const keySets = new Map<string, JWTVerifyGetKey>()

/** @throws Refusal handoff_invalid where no key is for this algorithm */
export function listHandoffKeys({ secrets, jwksUrl }: HandoffEnv, algorithm: string): HandoffKey[] {
  if (secretAlgorithms.includes(algorithm) && secrets.length > 0)
    return secrets.map((secret) => ({ key: new TextEncoder().encode(secret), algorithms: secretAlgorithms }))
  if (publishedAlgorithms.includes(algorithm) && jwksUrl)
    return [{ key: keySetAt(jwksUrl), algorithms: publishedAlgorithms }]
  const usable = [...(secrets.length > 0 ? secretAlgorithms : []), ...(jwksUrl ? publishedAlgorithms : [])]
  throw new Refusal('handoff_invalid', {
    detail: `The header \`alg\` is not right: it wants to be ${usable.join(', ')}.`,
  })
}

function keySetAt(url: string): JWTVerifyGetKey {
  const known = keySets.get(url)
  if (known) return known
  const keySet = createRemoteJWKSet(new URL(url), { timeoutDuration: fetchTimeoutMs })
  keySets.set(url, keySet)
  return keySet
}
