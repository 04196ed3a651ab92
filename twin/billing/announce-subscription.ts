// What Stripe tells of a subscription beforehand: the end of its trial, and its next invoice.
import type { Context } from '../kernel/context.ts'
import { StripeError } from '../kernel/stripe-error.ts'
import type { AnyObject } from '../kernel/wire.ts'
import { nextEnd } from './item-periods.ts'
import { previewInvoice } from './preview-invoice.ts'
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

export function announceTrialEnd(context: Context, id: string) {
  const subscription = context.find('subscription', id)
  if (subscription?.status === 'trialing') context.emit('customer.subscription.trial_will_end', subscription)
}

/** The invoice is not made yet, so it has no id. */
export function announceInvoice(context: Context, id: string) {
  const subscription = context.find('subscription', id)
  if (!subscription || subscription.ended_at !== null || subscription.cancel_at !== null) return
  const invoice = findUpcoming(context, id)
  if (!invoice) return
  const { id: _, ...upcoming } = invoice
  context.emit('invoice.upcoming', upcoming as AnyObject)
}

/** None when a trial ends in a pause. */
function findUpcoming(context: Context, subscription: string) {
  try {
    return previewInvoice(context, { subscription })
  } catch (error) {
    if (error instanceof StripeError && error.fields.code === 'invoice_upcoming_none') return undefined
    throw error
  }
}
