import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { type HandoffClaims, parseHandoffClaims } from './handoff-claims.ts'
import { type HandoffKey, listHandoffKeys } from './handoff-keys.ts'

const longestTokenBytes = 4096
/** Each other one could bring or name a key, or change what the signature covers. */
const allowedHeaders = ['alg', 'typ', 'kid']

/**
 * Believes a host app's token, or says what is wrong with it without repeating it.
 * @throws Refusal handoff_not_configured | handoff_invalid | handoff_expired | handoff_keys_unavailable
 */
export async function verifyHandoff(
  { env, now }: Pick<Services, 'env' | 'now'>,
  token: string,
): Promise<HandoffClaims> {
  const { secrets, jwksUrl, issuer } = env.handoff
  if (secrets.length === 0 && !jwksUrl) throw new Refusal('handoff_not_configured')
  if (token === '') throw refuse('The token is missing: it comes in the field `token`.')
  if (token.length > longestTokenBytes) throw refuse(`The token is longer than ${longestTokenBytes} bytes.`)
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw refuse('The token is not a signed JWT of three parts.')

  const keys = listHandoffKeys(env.handoff, readAlgorithm(token))
  const payload = await checkSignature(token, keys)
  return parseHandoffClaims(parsePayload(payload), { issuer, audience: env.publicOrigin, now: now() })
}

function readAlgorithm(token: string): string {
  const { alg, typ, ...header } = decodeHeader(token)
  if (typeof alg !== 'string') throw refuse('The header `alg` is missing.')
  if (typ !== undefined && (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT'))
    throw refuse('The header `typ` is not right: it wants to be JWT, or left out.')
  const foreign = Object.keys(header).find((name) => !allowedHeaders.includes(name))
  if (foreign !== undefined) throw refuse('The header holds more than `alg`, `typ` and `kid`.')
  return alg
}

function decodeHeader(token: string): Record<string, unknown> {
  try {
    return decodeProtectedHeader(token)
  } catch {
    throw refuse('The header of the token cannot be read.')
  }
}

async function checkSignature(token: string, keys: HandoffKey[]): Promise<Uint8Array> {
  for (const { key, algorithms } of keys) {
    try {
      const { payload } = await compactVerify(token, key, { algorithms })
      return payload
    } catch (error) {
      if (isKeysFailure(error)) throw new Refusal('handoff_keys_unavailable', { cause: error })
    }
  }
  throw refuse('The signature fits none of the keys that this portal knows.')
}

function isKeysFailure(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true
  // What jose says of an answer that is not a key set at all has the general code.
  return ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(error.code)
}

function parsePayload(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    throw refuse('The payload of the token is not JSON.')
  }
}

function refuse(detail: string): Refusal {
  return new Refusal('handoff_invalid', { detail })
}
