import { addIntervals, type Interval } from '../billing/subscriptions/periods.ts'
import type { Subscription } from '../billing/subscriptions/subscription-items.ts'
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'

const resumeJob = 'portal.resume_plan'

/** @param length how long; until the customer resumes it when left out */
export function pausePlan(context: Context, { id }: Subscription, length: Interval | undefined) {
  callOperation(context, 'subscriptions.pause', {}, { id })
  if (length) context.schedule(resumeJob, id, addIntervals(context.now(), length, 1))
}

export function resumePlan(context: Context, { id }: Subscription) {
  context.unschedule(resumeJob, id)
  callOperation(context, 'subscriptions.resume', { payment_behavior: 'resume_on_payment_success' }, { id })
}

/** The pause is over. */
export function resumePlanAtLast(context: Context, id: string) {
  const subscription = context.find('subscription', id)
  if (subscription?.status === 'paused') resumePlan(context, subscription)
}
