// How fast we may ask: never more than so many in any second. It gets slower when Stripe says that it was too much, and grows
// back step by step, and so several instances that know nothing of each other come to share one limit.

export interface Pace {
  /** Until one more may start; 0 is now. */
  delayMs(): number
  /** @returns what is called when it leaves for Stripe, if that is later */
  start(): () => void
  slowDown(): void
  /** How long so many would take at the pace of this moment. */
  msFor(count: number): number
}

// A little over a second: two calls may come closer together at Stripe than they left here.
const windowMs = 1_040
const growsBackInSeconds = 10
const shortestPauseMs = 150
/** Not half, since a limit is missed by one or two, as a rule. */
const reducesBy = 0.75

export function createPace(highestPerSecond: number): Pace {
  let started: { leftAt: number | undefined }[] = []
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
      started = started.filter(({ leftAt = now }) => leftAt > now - windowMs)
      const before = started
        .map(({ leftAt = now }) => leftAt)
        .toSorted((one, other) => one - other)
        .at(-perWindow())
      return Math.max(0, pausedUntil - now, before === undefined ? 0 : before + windowMs - now)
    },
    start: () => {
      const call: (typeof started)[number] = { leftAt: undefined }
      started.push(call)
      return () => {
        call.leftAt ??= performance.now()
      }
    },
    slowDown: () => {
      const now = performance.now()
      // By chance between one and two, so that instances do not all come back at once.
      pausedUntil = now + shortestPauseMs * (1 + Math.random())
      // The calls of one second fail together: that is one reason to slow down.
      if (now - reduced.at > windowMs) reduced = { at: now, to: Math.max(1, rate() * reducesBy) }
    },
  }
}
