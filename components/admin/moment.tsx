const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** A point in time, in UTC: operators sit in many places. */
export function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{`${words.format(at)} UTC`}</time>
}
