// When Stripe tells of a subscription beforehand: of the end of its trial, and of its next invoice.
import type { Context } from '../../kernel/context.ts'
import { nextEnd } from './item-periods.ts'
import type { Subscription } from './subscription-items.ts'

const day = 86_400
const trialNoticeSeconds = 3 * day
/** As a new account is set to. */
const invoiceNoticeSeconds = 7 * day

/** Called whenever a subscription's trial or period may have another end. */
export function scheduleAnnouncements(context: Context, subscription: Subscription) {
  const { id, status, trial_end: trialEnd } = subscription
  const isRunning = ['active', 'trialing', 'past_due', 'incomplete'].includes(status)
  if (status === 'trialing' && trialEnd !== null)
    context.schedule('subscription.announce_trial_end', id, Math.max(context.now(), trialEnd - trialNoticeSeconds))
  else context.unschedule('subscription.announce_trial_end', id)
  const at = nextEnd(context, subscription) - invoiceNoticeSeconds
  if (isRunning && at > context.now()) context.schedule('subscription.announce_invoice', id, at)
  else context.unschedule('subscription.announce_invoice', id)
}

/** A trial that is ended by hand, before it was told of. */
export function announceEarlyEnd(context: Context, subscription: Subscription) {
  const isTold = (subscription.trial_end ?? 0) - trialNoticeSeconds <= context.now()
  if (!isTold) announceTrialEnd(context, subscription.id)
}

export function announceTrialEnd(context: Context, id: string) {
  const subscription = context.find('subscription', id)
  if (subscription?.status === 'trialing') context.emit('customer.subscription.trial_will_end', subscription)
}
