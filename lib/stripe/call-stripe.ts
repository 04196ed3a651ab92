// One call to Stripe, seen from a waiting customer: it ends within a deadline, retries what is worth retrying, and fails in our words.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Stripe from 'stripe'
import { Refusal } from '#lib/errors.ts'
import { type Breaker, type CallOutcome, requireAnswering } from './breaker.ts'
import type { StripeClient } from './client.ts'

const defaultWithinMs = 5_000
// Our own deadline comes first: it alone tells a call that was given up from a connection that broke.
const socketOutlivesMs = 1_000
const firstBackoffMs = 150
const longestBackoffMs = 1_200

export interface StripeAnswer<Value> {
  value: Value
  requestId: string | undefined
}

export interface CallOptions {
  /** For a page that can be drawn without the answer. */
  withinMs?: number
  /** For a mint: its queue waits and asks again, so that a rate limit costs none of the deadline. */
  isQueued?: boolean
}

type Send<Value> = (stripe: StripeClient, options: Stripe.RequestOptions) => Promise<Value>

/**
 * Calls Stripe within five seconds in all, or within the caller's own budget, with one idempotency key over every try.
 * While Stripe answers nobody, it is not even asked.
 * @throws Refusal stripe_unavailable | stripe_busy | stripe_permission_missing | stripe_refused; a `resource_missing` is left to the caller, see `isMissing`
 */
export async function callStripe<Value extends object>(
  stripe: StripeClient,
  send: Send<Value>,
  { withinMs = defaultWithinMs, isQueued = false }: CallOptions = {},
): Promise<StripeAnswer<Value>> {
  const breaker = requireAnswering(stripe)
  if (breaker.isOpen) await tryStripe(stripe, breaker)
  const end = breaker.begin()
  try {
    const answer = await callUntil(performance.now() + withinMs, stripe, send, isQueued)
    end('answered')
    return answer
  } catch (error) {
    const wasOpen = breaker.isOpen
    end(outcomeOf(error, withinMs))
    if (!wasOpen && breaker.isOpen) tryStripe(stripe, breaker).catch(() => {})
    throw inOurWords(error)
  }
}

/**
 * Asks for the account itself, since Stripe may be silent about one customer only: theirs is not to decide for all.
 * @throws Refusal stripe_unavailable
 */
async function tryStripe(stripe: StripeClient, breaker: Breaker): Promise<void> {
  const end = breaker.begin()
  try {
    await callUntil(
      performance.now() + defaultWithinMs,
      stripe,
      (client, options) => client.accounts.retrieveCurrent({}, options),
      false,
    )
    end('answered')
  } catch (error) {
    const outcome = outcomeOf(error, defaultWithinMs)
    end(outcome)
    if (outcome !== 'answered') throw inOurWords(error)
  }
}

async function callUntil<Value extends object>(
  endsAt: number,
  stripe: StripeClient,
  send: Send<Value>,
  isQueued: boolean,
): Promise<StripeAnswer<Value>> {
  const idempotencyKey = `portico-${randomUUID()}`
  let told: unknown
  for (let attempt = 0; ; attempt += 1) {
    const remainingMs = endsAt - performance.now()
    const options = { idempotencyKey, timeout: Math.ceil(remainingMs) + socketOutlivesMs }
    try {
      const value = await withinDeadline(send(stripe, options), remainingMs)
      return { value, requestId: (value as { lastResponse?: { requestId?: string } }).lastResponse?.requestId }
    } catch (error) {
      if (isQueued && isOverTheLimit(error)) throw error
      const backoffMs = Math.min(firstBackoffMs * 2 ** attempt, longestBackoffMs) * (0.5 + Math.random() / 2)
      const isTooLate = error instanceof DeadlinePassed
      // What came of an earlier try tells more than that time ran out at the last one, and what Stripe said more than a broken line.
      if (!isUnanswered(error) || (!isTooLate && !told)) told = error
      if (isTooLate || performance.now() + backoffMs >= endsAt || !isWorthRetrying(error)) throw told ?? error
      await sleep(backoffMs)
    }
  }
}

/** Whether Stripe says that the object does not exist for this key. */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'
}

/** Whether Stripe says that the object is of the other mode: a live id with a test key, or the reverse. */
export function isOfOtherMode(error: unknown): boolean {
  return isMissing(error) && /similar object exists in (live|test) mode/.test((error as Error).message)
}

class DeadlinePassed extends Error {}

function withinDeadline<Value>(call: Promise<Value>, remainingMs: number): Promise<Value> {
  let timer: NodeJS.Timeout
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed('Stripe did not answer in time')), Math.max(0, remainingMs))
  })
  // A call that outlives its deadline still settles later, with nobody left to hear of it.
  call.catch(() => {})
  return Promise.race([call, deadline]).finally(() => clearTimeout(timer))
}

/** Too many requests; a lock on one object is a 429, too, and over in a moment. */
function isOverTheLimit(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeRateLimitError && error.code !== 'lock_timeout'
}

function isWorthRetrying(error: unknown): boolean {
  if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeRateLimitError)
    return true
  if (error instanceof Stripe.errors.StripeError) return error.statusCode === 409 || (error.statusCode ?? 0) >= 500
  return false
}

/** Who waits for less than everybody else, and hears nothing, has not found Stripe silent. */
function outcomeOf(error: unknown, withinMs: number): CallOutcome {
  if (error instanceof DeadlinePassed && withinMs < defaultWithinMs) return 'given_up'
  return isUnanswered(error) ? 'unanswered' : 'answered'
}

function isUnanswered(error: unknown): boolean {
  return error instanceof DeadlinePassed || error instanceof Stripe.errors.StripeConnectionError
}

function inOurWords(error: unknown): unknown {
  if (isMissing(error)) return error
  if (isOverTheLimit(error)) return new Refusal('stripe_busy', { cause: error })
  if (error instanceof DeadlinePassed || isWorthRetrying(error))
    return new Refusal('stripe_unavailable', { cause: error })
  if (error instanceof Stripe.errors.StripePermissionError)
    return new Refusal('stripe_permission_missing', { cause: error, detail: namePermission(error) })
  if (error instanceof Stripe.errors.StripeError) return new Refusal('stripe_refused', { cause: error })
  return error
}

function namePermission(error: Stripe.errors.StripePermissionError): string {
  const permissions = error.message.match(/rak_\w+/g) ?? []
  return permissions.length > 0
    ? `The Stripe key lacks the permission ${permissions.join(', ')}.`
    : 'The Stripe key lacks a permission.'
}
