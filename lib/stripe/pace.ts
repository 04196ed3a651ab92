// How fast we may ask: never more than so many in any second. Halved when Stripe says that it was too much, it grows back
// step by step, and so several instances that know nothing of each other come to share one limit.

export interface Pace {
  /** Until one more may start; 0 is now. */
  delayMs(): number
  start(): void
  slowDown(): void
  /** How long so many would take at the pace of this moment. */
  msFor(count: number): number
}

// A little over a second: two calls may come closer together at Stripe than they left here.
const windowMs = 1_040
const growsBackInSeconds = 10
const shortestPauseMs = 150

export function createPace(highestPerSecond: number): Pace {
  let started: number[] = []
  let reduced = { at: Number.NEGATIVE_INFINITY, to: highestPerSecond }
  let pausedUntil = 0

  const rate = () => {
    const grown = ((performance.now() - reduced.at) / 1000) * (highestPerSecond / growsBackInSeconds)
    return Math.min(highestPerSecond, reduced.to + grown)
  }

  const perWindow = () => Math.max(1, Math.floor(rate()))

  return {
    msFor: (count) => (count / perWindow()) * windowMs,
    delayMs: () => {
      const now = performance.now()
      started = started.filter((at) => at > now - windowMs)
      const before = started.at(-perWindow())
      return Math.max(0, pausedUntil - now, before === undefined ? 0 : before + windowMs - now)
    },
    start: () => {
      started.push(performance.now())
    },
    slowDown: () => {
      const now = performance.now()
      // By chance between one and two, so that instances do not all come back at once.
      pausedUntil = now + shortestPauseMs * (1 + Math.random())
      // The calls of one second fail together: that is one reason to slow down.
      if (now - reduced.at > windowMs) reduced = { at: now, to: Math.max(1, rate() / 2) }
    },
  }
}
