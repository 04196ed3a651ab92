// Whether Stripe is worth asking. When call after call stays without an answer, the next ones are refused at once for a
// while instead of waiting each for its deadline; then one call decides for all.
import { Refusal } from '#lib/errors.ts'
import { announce } from '#lib/notices.ts'
import type { StripeClient } from './client.ts'

export interface Breaker {
  readonly isOpen: boolean
  /** The seconds after which a call may be made, while none may. */
  readonly refusesForSeconds: number | undefined
  /** For a call that may be made; while the breaker is open, it is the one that decides. @returns what is told how it ended */
  begin(): (outcome: CallOutcome) => void
}

/** Any answer at all is one, an error's or a limit's, too. Of a call that was given up early nobody knows. */
export type CallOutcome = 'answered' | 'unanswered' | 'given_up'

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
  let triesAgainAt: number | undefined
  let isTrying = false

  const open = () => {
    if (triesAgainAt === undefined) announce('stripe_breaker', { state: 'open' })
    triesAgainAt = now() + openForMs
  }
  const close = () => {
    if (triesAgainAt !== undefined) announce('stripe_breaker', { state: 'closed' })
    triesAgainAt = undefined
    failures = 0
  }

  return {
    get isOpen() {
      return triesAgainAt !== undefined
    },
    get refusesForSeconds() {
      if (triesAgainAt === undefined || (now() >= triesAgainAt && !isTrying)) return undefined
      return Math.max(1, Math.ceil((triesAgainAt - now()) / 1000))
    },
    begin: () => {
      const beganAt = now()
      const isTrial = triesAgainAt !== undefined
      isTrying ||= isTrial
      return (outcome) => {
        if (isTrial) isTrying = false
        if (outcome === 'given_up') return
        if (outcome === 'answered') return close()
        if (isTrial) return open()
        if (triesAgainAt !== undefined || beganAt < latestFailureAt) return
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

/**
 * Says no here rather than in the breaker, which the other copy may have made: a refusal is known by its class.
 * @throws Refusal stripe_unavailable, with the seconds after which a call may be made
 */
export function requireAnswering(stripe: StripeClient): Breaker {
  const breaker = getBreaker(stripe)
  const retryAfterSeconds = breaker.refusesForSeconds
  if (retryAfterSeconds !== undefined) throw new Refusal('stripe_unavailable', { retryAfterSeconds })
  return breaker
}
