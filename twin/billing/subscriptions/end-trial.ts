// The end of a trial without a payment method: `trial_settings.end_behavior` says what comes then.
import type { Context } from '../../kernel/context.ts'
import { setStatus } from '../invoices/settle-invoice.ts'
import { endSubscription } from './end-subscription.ts'
import { pausedFor } from './status-details.ts'
import type { Subscription } from './subscription-items.ts'

/** @returns whether the subscription ends or pauses with its trial, instead of going on */
export function endsWithTrial(context: Context, subscription: Subscription): boolean {
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method
  const customer = context.get('customer', subscription.customer as string)
  const hasMethod =
    subscription.default_payment_method !== null || customer.invoice_settings.default_payment_method !== null
  if (hasMethod || !behavior || behavior === 'create_invoice') return false
  if (behavior === 'cancel') {
    endSubscription(context, subscription, 'cancellation_requested')
    return true
  }
  const paused = setStatus(context, subscription, 'paused', pausedFor(context, 'trial_end_without_payment_method'))
  context.emit('customer.subscription.paused', paused)
  return true
}
