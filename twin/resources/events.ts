import { list, retrieve } from '../kernel/common-operations.ts'
import type { Resource } from '../kernel/resource.ts'
import type { StripeObject } from '../kernel/wire.ts'

/** The events themselves are made by `context.emit`. */
export const events: Resource = {
  operations: {
    'events.retrieve': retrieve('event'),
    'events.list': list('event', {
      where: {
        type: (event, pattern: string) => fits(event, pattern),
        types: (event, patterns: string[]) => patterns.some((pattern) => fits(event, pattern)),
      },
    }),
  },
}

/** `invoice.*` is every event of invoices. */
function fits(event: StripeObject<'event'>, pattern: string): boolean {
  return pattern.endsWith('*') ? event.type.startsWith(pattern.slice(0, -1)) : event.type === pattern
}
