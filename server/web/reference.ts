import { randomBytes } from 'node:crypto'

/** Both fresh for every answer: what a person quotes to us, and what its scripts carry. */
export function createReference(): { requestId: string; nonce: string } {
  return { requestId: randomBytes(16).toString('hex'), nonce: randomBytes(16).toString('base64') }
}
