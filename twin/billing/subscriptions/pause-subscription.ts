// `POST /v1/subscriptions/:id/pause`: no periods and no invoices until it is resumed.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { settleUsageOf } from '../../usage/usage-line.ts'
import { leaveUsagePending } from '../amounts/bill-usage.ts'
import { isMetered } from '../amounts/is-metered.ts'
import { invoiceChange } from '../invoices/invoice-change.ts'
import { itemPrice } from '../invoices/invoice-lines.ts'
import { setStatus } from '../invoices/settle-invoice.ts'
import { scheduleAnnouncements } from './announce-subscription.ts'
import { pausedFor } from './status-details.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'
import { creditUnusedTime } from './trial-change.ts'

type PauseParams = Params<'subscriptions.pause'>

const payment = { behavior: 'allow_incomplete', isOffSession: false }

export function pauseSubscription(context: Context, before: Subscription, params: PauseParams): Subscription {
  if (before.status !== 'active')
    throw invalidRequest(`Only an active subscription can be paused; this one is ${before.status}.`)
  if (before.billing_mode.type !== 'flexible')
    throw invalidRequest('Only a subscription in flexible billing mode can be paused. Migrate it first.')
  const { unused_time_from: unused, outstanding_usage_through: usage } = params.bill_for ?? {}
  if (unused?.type !== 'none')
    creditUnusedTime(context, before, unused?.type === 'item_current_period_start' ? undefined : context.now())
  for (const item of itemsOf(context, before)) {
    if (!isMetered(itemPrice(context, item))) continue
    if (usage?.type !== 'none') leaveUsagePending(context, before, item)
    settleUsageOf(context, item)
  }
  context.unschedule('subscription.renew', before.id)
  setStatus(context, context.get('subscription', before.id), 'paused', pausedFor(context, 'pause_requested'))
  if (params.invoicing_behavior === 'invoice') invoiceChange(context, before.id, payment, 'pending alone')
  const paused = context.get('subscription', before.id)
  scheduleAnnouncements(context, paused)
  context.emit('customer.subscription.paused', paused)
  return paused
}
