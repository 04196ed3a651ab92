// Whether Stripe is worth asking. When call after call stays without an answer, the next ones are refused at once for a
// while instead of waiting each for its deadline; then one is let through, and its outcome decides for all.
import { Refusal } from '#lib/errors.ts'
import { announce } from '#lib/notices.ts'
import type { StripeClient } from './client.ts'

export interface Breaker {
  readonly isOpen: boolean
  /** @throws Refusal stripe_unavailable while calls are refused, with the seconds after which one is let through */
  requireClosed(): void
  /**
   * Lets a call through.
   * @throws Refusal stripe_unavailable as `requireClosed` does
   * @returns what is told how the call ended: any answer at all is one, an error's or a limit's, too
   */
  begin(): (outcome: 'answered' | 'unanswered') => void
}

interface BreakerOptions {
  /** So many in a row; calls that were under way together fail together, and count once. */
  opensAfter?: number
  openForMs?: number
  now?: () => number
}

export function createBreaker({
  opensAfter = 3,
  openForMs = 5_000,
  now = () => performance.now(),
}: BreakerOptions = {}): Breaker {
  let failures = 0
  let latestFailureAt = Number.NEGATIVE_INFINITY
  let opensAgainAt: number | undefined
  let isTrying = false

  const open = () => {
    if (opensAgainAt === undefined) announce('stripe_breaker', { state: 'open' })
    opensAgainAt = now() + openForMs
  }
  const close = () => {
    if (opensAgainAt !== undefined) announce('stripe_breaker', { state: 'closed' })
    opensAgainAt = undefined
    failures = 0
  }
  const requireClosed = () => {
    if (opensAgainAt === undefined || (now() >= opensAgainAt && !isTrying)) return
    const retryAfterSeconds = Math.max(1, Math.ceil((opensAgainAt - now()) / 1000))
    throw new Refusal('stripe_unavailable', { retryAfterSeconds })
  }

  return {
    get isOpen() {
      return opensAgainAt !== undefined
    },
    requireClosed,
    begin: () => {
      requireClosed()
      const beganAt = now()
      const isTrial = opensAgainAt !== undefined
      isTrying ||= isTrial
      return (outcome) => {
        if (isTrial) isTrying = false
        if (outcome === 'answered') return close()
        if (isTrial) return open()
        if (opensAgainAt !== undefined || beganAt < latestFailureAt) return
        failures += 1
        latestFailureAt = now()
        if (failures >= opensAfter) open()
      }
    },
  }
}

const key = Symbol.for('portico.breaker')

/** One a client. It stays with the client itself, since the bundled pages and the server are two copies of this module. */
export function getBreaker(stripe: StripeClient): Breaker {
  const holder = stripe as { [key]?: Breaker }
  holder[key] ??= createBreaker()
  return holder[key]
}
