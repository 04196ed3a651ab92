import { itemPrice } from '../billing/invoices/invoice-lines.ts'
import { addIntervals, type Interval } from '../billing/subscriptions/periods.ts'
import { itemsOf } from '../billing/subscriptions/subscription-items.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'

export type TestClock = StripeObject<'test_helpers.test_clock'>

const twoYears = { interval: 'year', interval_count: 1 }

/** Starts towards the time asked for: what falls due on the way is done right after the answer, before any other call. */
export function advanceClock(context: Context<Params<'testHelpers.testClocks.advance'>>): TestClock {
  const clock = context.get('test_helpers.test_clock', context.id)
  const { frozen_time: target } = context.params
  if (clock.status !== 'ready') {
    throw invalidRequest(`The test clock ${clock.id} cannot be advanced: it is ${clock.status}.`)
  }
  checkTarget(context, clock, target)
  const advancing = context.update(clock, {
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: target } },
  })
  context.emit('test_helpers.test_clock.advancing', advancing)
  const { account } = context
  account.jobs.schedule('test_clock.arrive', clock.id, target, clock.id, true)
  context.afterCommit(() => setImmediate(() => account.run({ kind: 'clock' }, () => undefined)))
  return advancing
}

/** Everything that was due until then is done. */
export function arrive(context: Context, id: string) {
  const clock = context.find('test_helpers.test_clock', id)
  const target = clock?.status_details.advancing?.target_frozen_time
  if (!clock || target === undefined) return
  const ready = context.update(clock, { frozen_time: target, status: 'ready', status_details: {} })
  context.emit('test_helpers.test_clock.ready', ready)
}

function checkTarget(context: Context, { id, frozen_time: now }: TestClock, target: number) {
  const param = 'frozen_time'
  if (target <= now) {
    const message = `A test clock only moves forward: the frozen time must be after ${describeTime(now)}, the current one of this clock.`
    throw invalidRequest(message, { param })
  }
  const limit = Math.min(...intervalsOn(context, id).map((interval) => addIntervals(now, interval, 2)))
  if (target <= limit) return
  const message = `The frozen time of this clock is ${describeTime(now)}. You can only advance it up to ${describeTime(limit)}: two intervals of its shortest subscription, or two years without one.`
  throw invalidRequest(message, { param })
}

/** Of the prices that its running subscriptions pay. */
function intervalsOn(context: Context, clock: string): Interval[] {
  const running = context.list('subscription', (each) => each.test_clock === clock && each.ended_at === null)
  const items = running.flatMap((subscription) => itemsOf(context, subscription))
  const intervals = items.flatMap((item) => itemPrice(context, item).recurring ?? [])
  return intervals.length > 0 ? intervals : [twoYears]
}

function describeTime(seconds: number): string {
  return `${seconds} (${new Date(seconds * 1000).toISOString().replace('T', ' ').replace('.000Z', ' UTC')})`
}
