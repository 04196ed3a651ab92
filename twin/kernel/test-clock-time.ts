import type { Store } from './store.ts'
import type { StripeObject } from './wire.ts'

/** The time that a test clock shows. */
export function timeOfClock(store: Store, id: string): number {
  return find(store, id)?.frozen_time ?? Number.NEGATIVE_INFINITY
}

/** Up to when its jobs are due: it shows a new time only once all is done that falls due on the way. */
export function targetOf(store: Store, id: string): number {
  return find(store, id)?.status_details.advancing?.target_frozen_time ?? timeOfClock(store, id)
}

function find(store: Store, id: string) {
  return store.find('test_helpers.test_clock', id) as StripeObject<'test_helpers.test_clock'> | undefined
}
