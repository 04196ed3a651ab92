import { invalidRequest, StripeError } from './stripe-error.ts'

export type SavedAnswer = { fingerprint: string; status: number; body: string; requestId: string; savedAt: number }

const lifetimeSeconds = 24 * 60 * 60

/** Answers kept for their `Idempotency-Key`, so that a repeated request is answered and not done again. */
export class Idempotency {
  private readonly saved = new Map<string, SavedAnswer>()

  find(key: string, fingerprint: string, now: number): SavedAnswer | undefined {
    if (key.length > 255) {
      throw invalidRequest('Idempotency keys must be at most 255 characters long.', { type: 'idempotency_error' })
    }
    const saved = this.saved.get(key)
    if (!saved || now - saved.savedAt >= lifetimeSeconds) return undefined
    if (saved.fingerprint === fingerprint) return saved
    throw new StripeError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    })
  }

  save(key: string, answer: SavedAnswer) {
    this.saved.delete(key)
    this.saved.set(key, answer)
    if (this.saved.size > 20_000) this.saved.delete(this.saved.keys().next().value ?? '')
  }

  clear() {
    this.saved.clear()
  }
}
