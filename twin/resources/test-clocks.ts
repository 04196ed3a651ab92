import { advanceClock, arrive } from '../clocks/advance-clock.ts'
import { attachCustomer } from '../clocks/attach-customer.ts'
import { callOperation } from '../kernel/call-operation.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'

const lifetimeSeconds = 30 * 24 * 60 * 60
const maximumNameLength = 300

/** https://docs.stripe.com/api/test_clocks */
export const testClocks: Resource = {
  operations: {
    'testHelpers.testClocks.create': createClock,
    'testHelpers.testClocks.retrieve': retrieve('test_helpers.test_clock'),
    'testHelpers.testClocks.list': list('test_helpers.test_clock'),
    'testHelpers.testClocks.advance': advanceClock,
    'testHelpers.testClocks.del': (context) => deleteClock(context, context.id),
  },
  jobs: {
    'test_clock.arrive': arrive,
    'test_clock.fail': (context, id) => {
      const clock = context.find('test_helpers.test_clock', id)
      if (!clock) return
      const failed = context.update(clock, { status: 'internal_failure', status_details: {} })
      context.emit('test_helpers.test_clock.internal_failure', failed)
    },
    'test_clock.delete': (context, id) => {
      if (context.find('test_helpers.test_clock', id)) deleteClock(context, id)
    },
  },
}

function createClock(context: Context<Params<'testHelpers.testClocks.create'>>) {
  const { frozen_time, name, customer } = context.params
  if (frozen_time < 0) throw invalidRequest('Invalid timestamp: must not be negative.', { param: 'frozen_time' })
  if (name && name.length > maximumNameLength) {
    throw invalidRequest(`Invalid string: must be at most ${maximumNameLength} characters`, { param: 'name' })
  }
  // The clock itself lives by the account's time.
  const created = context.account.now()
  const deletesAfter = created + lifetimeSeconds
  const clock = context.insert('test_helpers.test_clock', {
    created,
    deletes_after: deletesAfter,
    frozen_time,
    name: name || null,
    status: 'ready',
    status_details: {},
  })
  context.account.jobs.schedule('test_clock.delete', clock.id, deletesAfter)
  context.emit('test_helpers.test_clock.created', clock)
  if (customer) attachCustomer(context, customer, clock.id)
  return clock
}

/** Its customers go with it, and all that is theirs ends. */
function deleteClock(context: Context, id: string) {
  const clock = context.get('test_helpers.test_clock', id)
  for (const customer of context.list('customer', (each) => each.test_clock === id)) {
    callOperation(context, 'customers.del', {}, { id: customer.id })
  }
  for (const job of ['test_clock.arrive', 'test_clock.delete']) context.unschedule(job, id)
  context.emit('test_helpers.test_clock.deleted', clock)
  return context.delete(clock)
}
