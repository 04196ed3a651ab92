// Whether a host app really signed a token. What the token says is judged elsewhere.
import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import type { HandoffEnv } from '#lib/env.ts'
import { Refusal } from '#lib/errors.ts'
import { type HandoffKey, listHandoffKeys } from './handoff-keys.ts'

const longestTokenBytes = 4096
/** Each other one could bring or name a key, or change what the signature covers. */
const allowedHeaders = ['alg', 'typ', 'kid']

/**
 * The payload of a token that one of the known keys signed.
 * @throws Refusal handoff_not_configured | handoff_invalid | handoff_keys_unavailable; the detail never repeats the token
 */
export async function readHostToken(handoff: HandoffEnv, token: string): Promise<unknown> {
  requireConfigured(handoff)
  requireForm(token)
  await checkSignature(token, findKeys(handoff, token))
  return parsePayload(token)
}

/** @throws Refusal handoff_not_configured */
export function requireConfigured({ secrets, jwksUrl }: HandoffEnv): void {
  if (secrets.length === 0 && !jwksUrl) throw new Refusal('handoff_not_configured')
}

/** @throws Refusal handoff_invalid */
export function requireForm(token: string): void {
  if (token === '') throw refuse('The token is missing: it comes in the field `token`.')
  if (token.length > longestTokenBytes) throw refuse(`The token is longer than ${longestTokenBytes} bytes.`)
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw refuse('The token is not a signed JWT of three parts.')
}

/** @throws Refusal handoff_invalid where the header is not right, or no key is for its algorithm */
export function findKeys(handoff: HandoffEnv, token: string): HandoffKey[] {
  return listHandoffKeys(handoff, readHeader(token).alg)
}

/** @throws Refusal handoff_invalid | handoff_keys_unavailable */
export async function checkSignature(token: string, keys: HandoffKey[]): Promise<void> {
  for (const { key, algorithms } of keys) {
    try {
      return void (await compactVerify(token, key, { algorithms }))
    } catch (error) {
      if (isKeysFailure(error)) throw new Refusal('handoff_keys_unavailable', { cause: error })
      if (error instanceof errors.JWKSNoMatchingKey)
        throw refuse('The key set has no key for the header `kid` and `alg`.')
    }
  }
  throw refuse('The signature fits none of the keys that this portal knows.')
}

/** @throws Refusal handoff_invalid */
export function parsePayload(token: string): unknown {
  try {
    const [, payload = ''] = token.split('.')
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(payload, 'base64url')))
  } catch {
    throw refuse('The payload of the token is not JSON.')
  }
}

/** @throws Refusal handoff_invalid */
export function readHeader(token: string): { alg: string; kid: unknown } {
  const { alg, typ, ...header } = decodeHeader(token)
  if (typeof alg !== 'string') throw refuse('The header `alg` is missing.')
  if (typ !== undefined && (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT'))
    throw refuse('The header `typ` is not right: it wants to be JWT, or left out.')
  const foreign = Object.keys(header).find((name) => !allowedHeaders.includes(name))
  if (foreign !== undefined) throw refuse('The header holds more than `alg`, `typ` and `kid`.')
  return { alg, kid: header.kid }
}

function decodeHeader(token: string): Record<string, unknown> {
  try {
    return decodeProtectedHeader(token)
  } catch {
    throw refuse('The header of the token cannot be read.')
  }
}

function isKeysFailure(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true
  // What jose says of an answer that is not a key set at all has the general code.
  return ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(error.code)
}

function refuse(detail: string): Refusal {
  return new Refusal('handoff_invalid', { detail })
}
