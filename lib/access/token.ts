// Opaque tokens: 256 random bits for the browser, only their hash for us.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

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

/** 256 bits in base64url: anything else was never a token of ours. */
export const tokenPattern = /^[\w-]{43}$/

/** Compares two secrets in a time that tells nothing about either. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(one)), Buffer.from(hashToken(other)))
}
