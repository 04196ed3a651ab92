// Billing periods as Stripe counts them: from an anchor, whose day a shorter month cannot move for good.
export type Interval = { interval: string; interval_count: number }

const day = 86_400

/** @param times how many intervals after `anchor`; both in seconds */
export function addIntervals(anchor: number, { interval, interval_count: count }: Interval, times: number): number {
  const steps = count * times
  if (interval === 'day') return anchor + steps * day
  if (interval === 'week') return anchor + steps * 7 * day
  return addMonths(anchor, interval === 'year' ? steps * 12 : steps)
}

/** The end of the period that `at` lies in; before the anchor, periods are counted backwards from it. */
export function periodEnd(anchor: number, interval: Interval, at: number): number {
  return addIntervals(anchor, interval, periodsUntil(anchor, interval, at) + 1)
}

/** The whole period that `at` lies in. */
export function periodAround(anchor: number, interval: Interval, at: number): { start: number; end: number } {
  const times = periodsUntil(anchor, interval, at)
  return { start: addIntervals(anchor, interval, times), end: addIntervals(anchor, interval, times + 1) }
}

function periodsUntil(anchor: number, interval: Interval, at: number): number {
  let times = 0
  while (addIntervals(anchor, interval, times) > at) times -= 1
  while (addIntervals(anchor, interval, times + 1) <= at) times += 1
  return times
}

function addMonths(anchor: number, months: number): number {
  const from = new Date(anchor * 1000)
  const target = new Date(from)
  target.setUTCDate(1)
  target.setUTCMonth(from.getUTCMonth() + months)
  const daysInMonth = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(from.getUTCDate(), daysInMonth))
  return Math.floor(target.getTime() / 1000)
}

/** As Stripe writes a day into a line's description. */
export function describeDay(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(at * 1000),
  )
}
