// Opaque tokens: 256 random bits for the browser, only their hash for us.
import { createHash, randomBytes } from 'node:crypto'

export interface OpaqueToken {
  token: string
  tokenHash: string
}

export function createToken(): OpaqueToken {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
