// Days as people say them. Which day it is depends on the zone: the company's own, so that a page agrees with what Stripe
// writes on its invoices and in its mails, which name days in the zone of the account.

export interface DayFormat {
  /** As in `4 March 2027`. A number is Stripe's: seconds. */
  date(at: Date | number): string
  /** The same day for `<time datetime>`. */
  isoDate(at: Date | number): string
}

const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
const isoDay = { day: '2-digit', month: '2-digit', year: 'numeric' } as const

/** @param timeZone its IANA name, as in `Europe/Berlin` */
export function createDayFormat(locale: string, timeZone: string): DayFormat {
  const words = new Intl.DateTimeFormat(locale, { ...day, timeZone })
  // Swedish writes a day as ISO 8601 does.
  const digits = new Intl.DateTimeFormat('sv-SE', { ...isoDay, timeZone })
  return { date: (at) => words.format(toDate(at)), isoDate: (at) => digits.format(toDate(at)) }
}

export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Z]\w+(\/[\w+-]+)*$/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

function toDate(at: Date | number): Date {
  return at instanceof Date ? at : new Date(at * 1000)
}
