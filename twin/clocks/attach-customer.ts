import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import { joinClock } from './join-clock.ts'

const clocked = ['subscription', 'invoice', 'invoiceitem'] as const

/** Puts a customer who lived by the account's clock on a test clock, with all that is theirs, for good. */
export function attachCustomer(context: Context, id: string, clock: string) {
  const customer = context.get('customer', id, 'customer')
  if (customer.test_clock) {
    throw invalidRequest(`The customer ${id} is on the test clock ${customer.test_clock} already.`, {
      param: 'customer',
    })
  }
  joinClock(context, clock)
  context.emit('customer.updated', context.update(customer, { test_clock: clock }), customer)
  for (const name of clocked) {
    for (const object of context.list(name, (each) => each.customer === id))
      context.update(object, { test_clock: clock })
  }
  context.account.jobs.move((each) => context.clockOf(each) === clock, clock)
}
