// How long a customer session's secret may still stand on a page, by elapsed time alone.

export interface Moment {
  /** `performance.now()`. */
  monotonicMs: number
  /** `Date.now()`. */
  wallMs: number
}

export interface Lifetime {
  receivedAt: Moment
  livesForMs: number
}

export function readClocks(): Moment {
  return { monotonicMs: performance.now(), wallMs: Date.now() }
}

/**
 * @param expiresAt unix seconds, from Stripe
 * @param servedAtMs our server's time as it answered: the browser's own date may be years off
 */
export function lifetimeOf(expiresAt: number, servedAtMs: number, receivedAt: Moment): Lifetime {
  return { receivedAt, livesForMs: expiresAt * 1000 - servedAtMs }
}

/** Whether less than `leadMs` of the lifetime is left. */
export function isOver({ receivedAt, livesForMs }: Lifetime, leadMs: number, now: Moment): boolean {
  // A monotonic clock may stand still while the machine sleeps, and the wall clock may be set back: the larger step counts.
  const elapsedMs = Math.max(now.monotonicMs - receivedAt.monotonicMs, now.wallMs - receivedAt.wallMs)
  return elapsedMs >= livesForMs - leadMs
}
