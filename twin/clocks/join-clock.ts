import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'

const maximumCustomers = 3

/** A test clock that takes one more customer, or a refusal. */
export function joinClock(context: Context, id: string, param = 'test_clock') {
  const clock = context.get('test_helpers.test_clock', id, param)
  if (clock.status !== 'ready') {
    throw invalidRequest(`The test clock ${id} is not ready: it is ${clock.status}.`, { param })
  }
  if (context.list('customer', (customer) => customer.test_clock === id).length >= maximumCustomers) {
    throw invalidRequest(`A test clock can have at most ${maximumCustomers} customers: ${id} has that many.`, { param })
  }
  return clock
}
