// Which audit rows somebody looks for, as the page's address says it.

export interface AuditFilter {
  action: string | undefined
  /** A part of the name of whoever did it. */
  actor: string | undefined
  /** A part of what it was done to, as in `cus_…`. */
  subject: string | undefined
  from: Date | undefined
  /** This moment is left out. */
  until: Date | undefined
}

/** What stands in the address, and in the fields of the form. */
export type AuditFilterFields = Record<'action' | 'actor' | 'subject' | 'first_day' | 'last_day', string>

const dayMs = 24 * 60 * 60 * 1000
const longest = 250

type Query = Record<string, string | string[] | undefined>

/** A field that makes no sense filters nothing. */
export function readFilterFields(query: Query): AuditFilterFields {
  const text = (name: string) => {
    const value = query[name]
    return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, longest) : ''
  }
  const day = (name: string) => (parseDay(text(name)) ? text(name) : '')
  const action = text('action')
  return {
    action: /^[a-z_.]+$/.test(action) ? action : '',
    actor: text('actor'),
    subject: text('subject'),
    first_day: day('first_day'),
    last_day: day('last_day'),
  }
}

/** Days are those of UTC, and both count in full. */
export function toAuditFilter({ action, actor, subject, first_day, last_day }: AuditFilterFields): AuditFilter {
  const last = parseDay(last_day)
  return {
    action: action || undefined,
    actor: actor || undefined,
    subject: subject || undefined,
    from: parseDay(first_day),
    until: last && new Date(last.getTime() + dayMs),
  }
}

/** The part of an address that stands for the filter, without the question mark. */
export function toQuery(fields: AuditFilterFields, more: Record<string, string> = {}): string {
  const set = Object.entries({ ...fields, ...more }).filter(([, value]) => value !== '')
  return new URLSearchParams(set).toString()
}

function parseDay(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(time) ? undefined : new Date(time)
}
