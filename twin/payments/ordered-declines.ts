import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { AnyObject } from '../kernel/wire.ts'
import { behavingCards, type Decline } from './test-card-behaviours.ts'

const declines = new Map<string, Decline>(
  Object.values(behavingCards).flatMap(({ declinesCharge: decline }) =>
    decline?.decline_code ? [[decline.decline_code, decline] as const] : [],
  ),
)

type OrderedDecline = AnyObject & { customer: string; decline_code: string }
const kind = 'ordered_decline'

/**
 * `POST /_twin/declines { customer, decline_code? }`: the bank declines this customer's next charge, whatever card pays,
 * and no other. `generic_decline` when no code is given.
 */
export const orderedDeclines: Resource = {
  internal: {
    'POST /_twin/declines': (context) => {
      const { customer, decline_code: code = 'generic_decline' } = context.params as Record<string, string | undefined>
      const { id } = context.get('customer', customer ?? '', 'customer')
      if (!declines.has(code)) {
        const known = [...declines.keys()].join(', ')
        throw invalidRequest(`The twin knows no decline "${code}": it knows ${known}.`, { param: 'decline_code' })
      }
      const ordered = { id: context.newId('decline'), object: kind, customer: id, decline_code: code }
      context.account.store.insert(ordered as AnyObject)
      return ordered
    },
  },
}

/** The decline that was ordered for this customer's next charge; it is used up by that. */
export function takeOrderedDecline(context: Context, customer: unknown): Decline | undefined {
  const { store } = context.account
  const ordered = store.list(kind).findLast((one) => (one as OrderedDecline).customer === customer)
  if (!ordered) return undefined
  store.delete(ordered)
  return declines.get((ordered as OrderedDecline).decline_code)
}
