import { invalidRequest, StripeError } from './stripe-error.ts'

/** What `Stripe-Rate-Limited-Reason` says; a lock that was not got in time has none. */
export const limitReasons = [
  'global-rate',
  'endpoint-rate',
  'global-concurrency',
  'endpoint-concurrency',
  'resource-specific',
  'lock_timeout',
] as const
export type LimitReason = (typeof limitReasons)[number]

/** Calls a second for each key; null is no limit. */
export type RateLimits = { reads: number | null; writes: number | null; endpoint: number | null }

const unlimited: RateLimits = { reads: null, writes: null, endpoint: null }

/** Counts an account's calls in real time, as Stripe does, when somebody switched that on. */
export class RateLimiter {
  limits = unlimited
  private readonly buckets = new Map<string, { left: number; at: number }>()

  set(input: Record<string, unknown>): RateLimits {
    const read = (name: keyof RateLimits) => {
      const value = input[name] ?? null
      if (value === null || (typeof value === 'number' && value > 0)) return value
      throw invalidRequest('A rate limit is a number of calls a second, or null for none.', { param: name })
    }
    this.limits = { reads: read('reads'), writes: read('writes'), endpoint: read('endpoint') }
    this.buckets.clear()
    return this.limits
  }

  /** Why this call is one too many, if it is. */
  refuse(key: string, method: string, endpoint: string): LimitReason | undefined {
    const { reads, writes, endpoint: each } = this.limits
    const kind = method === 'GET' ? 'reads' : 'writes'
    if (!this.take(`${key} ${kind}`, kind === 'reads' ? reads : writes)) return 'global-rate'
    return this.take(`${key} ${endpoint}`, each) ? undefined : 'endpoint-rate'
  }

  clear() {
    this.limits = unlimited
    this.buckets.clear()
  }

  /** A bucket holds the calls of one second and fills up again evenly. */
  private take(name: string, limit: number | null): boolean {
    if (limit === null) return true
    const now = performance.now()
    const bucket = this.buckets.get(name) ?? { left: limit, at: now }
    const left = Math.min(limit, bucket.left + ((now - bucket.at) / 1000) * limit)
    this.buckets.set(name, { left: left >= 1 ? left - 1 : left, at: now })
    return left >= 1
  }
}

export function rateLimited(reason: LimitReason): StripeError {
  if (reason === 'lock_timeout') {
    const message =
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate.'
    return new StripeError(429, { type: 'invalid_request_error', code: 'lock_timeout', message })
  }
  const message = 'Request rate limit exceeded. Learn more about rate limits here: https://docs.stripe.com/rate-limits.'
  const headers = { 'stripe-rate-limited-reason': reason }
  return new StripeError(429, { type: 'invalid_request_error', code: 'rate_limit', message }, { headers })
}
