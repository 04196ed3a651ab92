import { StripeError } from './stripe-error.ts'

export type SavedAnswer = {
  path: string
  fingerprint: string
  status: number
  body: string
  requestId: string
  savedAt: number
}

/** How many seconds an answer is kept for its key. */
export const lifetimes = { v1: 24 * 60 * 60, v2: 30 * 24 * 60 * 60 }
const maximumLength = 255

/** The key of a request that may have one: v1 takes it for POST alone, v2 for DELETE, too. */
export function idempotencyKeyOf(request: Request, { pathname }: URL): string | undefined {
  const isTaken = request.method === 'POST' || (request.method === 'DELETE' && pathname.startsWith('/v2/'))
  return (isTaken && request.headers.get('idempotency-key')) || undefined
}

/** Answers kept for their `Idempotency-Key`, so that a repeated request is answered and not done again. */
export class Idempotency {
  private readonly saved = new Map<string, SavedAnswer>()
  private readonly inFlight = new Set<string>()

  /** Refuses the key while another request with it is not answered yet. @returns lets the next one in */
  enter(key: string): () => void {
    if (key.length > maximumLength) {
      throw conflict(400, `Idempotency keys must be at most ${maximumLength} characters long.`)
    }
    if (this.inFlight.has(key)) {
      const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`
      throw conflict(409, message, 'idempotency_key_in_use')
    }
    this.inFlight.add(key)
    return () => this.inFlight.delete(key)
  }

  find(key: string, asked: { path: string; fingerprint: string }, since: number): SavedAnswer | undefined {
    const saved = this.saved.get(key)
    if (!saved || saved.savedAt <= since) return undefined
    const other = `Try using a key other than '${key}' if you meant to execute a different request.`
    if (saved.path !== asked.path) {
      const paths = `('${asked.path}' vs '${saved.path}')`
      const message = `Keys for idempotent requests can only be used for the same endpoint they were first used for ${paths}. ${other}`
      throw reused(asked.path, message)
    }
    if (saved.fingerprint === asked.fingerprint) return saved
    throw reused(
      asked.path,
      `Keys for idempotent requests can only be used with the same parameters they were first used with. ${other}`,
    )
  }

  save(key: string, answer: SavedAnswer) {
    this.saved.delete(key)
    this.saved.set(key, answer)
    if (this.saved.size > 20_000) this.saved.delete(this.saved.keys().next().value ?? '')
  }

  clear() {
    this.saved.clear()
  }

  snapshot(): [string, SavedAnswer][] {
    return [...this.saved]
  }

  restore(saved: [string, SavedAnswer][]) {
    this.clear()
    for (const [key, answer] of saved) this.saved.set(key, answer)
  }
}

/** v1 and v2 number it differently. */
function reused(path: string, message: string): StripeError {
  return path.startsWith('/v2/') ? conflict(409, message, 'idempotency_error') : conflict(400, message)
}

function conflict(status: number, message: string, code?: string): StripeError {
  return new StripeError(status, { type: 'idempotency_error', message, ...(code ? { code } : {}) })
}
