import type { Store } from './store.ts'

/** The fields by which an object belongs to a customer, nearest first. */
const owners = ['customer', 'subscription', 'invoice', 'payment_intent', 'setup_intent', 'charge', 'session']

/** The test clock by which this object lives: its customer's; none where the account's own clock goes for it. */
export function clockOf(store: Store, id: string): string | undefined {
  const object = store.findById(id)
  if (!object) return undefined
  if (object.object === 'test_helpers.test_clock') return object.id
  if (typeof object.test_clock === 'string') return object.test_clock
  for (const field of owners) {
    const owner = object[field]
    const clock = typeof owner === 'string' && owner !== id ? clockOf(store, owner) : undefined
    if (clock) return clock
  }
  return undefined
}

/** The first test clock among those that a call names, in its path or as a parameter. */
export function clockOfCall(store: Store, ids: readonly unknown[]): string | undefined {
  for (const id of ids) {
    const clock = typeof id === 'string' ? clockOf(store, id) : undefined
    if (clock) return clock
  }
  return undefined
}
