// Days are those of UTC: the server does not know where the member is, and Stripe's own periods turn over there.
const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const

/** The day as people say it, `4 March 2027`. A number is Stripe's: seconds. */
export function formatDate(at: Date | number, locale: string): string {
  return new Intl.DateTimeFormat(locale, day).format(toDate(at))
}

/** For `<time datetime>`. */
export function isoDate(at: Date | number): string {
  return toDate(at).toISOString().slice(0, 10)
}

function toDate(at: Date | number): Date {
  return at instanceof Date ? at : new Date(at * 1000)
}
