// `POST /v1/subscriptions/:id/pause` and `/resume`: no periods and no invoices in between.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { isMetered, settleUsageOf } from '../../usage/usage-line.ts'
import { leaveUsagePending } from '../amounts/bill-usage.ts'
import { prorate } from '../amounts/prorations.ts'
import { voidInvoice } from '../invoices/close-invoice.ts'
import { invoiceChange } from '../invoices/invoice-change.ts'
import { itemPrice } from '../invoices/invoice-lines.ts'
import { setStatus } from '../invoices/settle-invoice.ts'
import { scheduleAnnouncements } from './announce-subscription.ts'
import { billUntilEnd } from './billed-until.ts'
import { advancePeriod, intervalOf, nextEnd } from './item-periods.ts'
import { periodAround } from './periods.ts'
import { pausedFor } from './status-details.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'
import { creditUnusedTime } from './trial-change.ts'

type PauseParams = Params<'subscriptions.pause'>
type ResumeParams = Params<'subscriptions.resume'>

const secondsToPay = 23 * 3_600
const payment = { behavior: 'allow_incomplete', isOffSession: false }

export function pauseSubscription(context: Context, before: Subscription, params: PauseParams): Subscription {
  if (before.status !== 'active')
    throw invalidRequest(`Only an active subscription can be paused; this one is ${before.status}.`)
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

export function resumeSubscription(context: Context, before: Subscription, params: ResumeParams): Subscription {
  if (before.status !== 'paused')
    throw invalidRequest('Only paused subscriptions can be resumed.', { code: 'subscription_not_paused' })
  const isUnpaid =
    params.billing_cycle_anchor?.type === 'unchanged'
      ? continuePeriods(context, before, params)
      : beginPeriods(context, before)
  if (isUnpaid && params.payment_behavior === 'resume_on_payment_success') {
    context.schedule('subscription.expire_resumption', before.id, context.now() + secondsToPay)
    return context.update(context.get('subscription', before.id), { _awaitsResumption: true })
  }
  return finishResuming(context, before, isUnpaid)
}

/** A new period begins now, and is billed as a whole. */
function beginPeriods(context: Context, before: Subscription): boolean {
  const renewed = context.update(before, { billing_cycle_anchor: context.now() })
  advancePeriod(context, renewed)
  return invoiceChange(context, before.id, payment, 'new period')
}

/** The periods go on as if there had been no pause; what is left of the current ones is charged. */
function continuePeriods(context: Context, before: Subscription, params: ResumeParams): boolean {
  const behavior = params.proration_behavior ?? 'create_prorations'
  const at = params.proration_date ?? context.now()
  for (const item of itemsOf(context, before)) {
    const price = itemPrice(context, item)
    const period = periodAround(before.billing_cycle_anchor, intervalOf(price), context.now())
    const moved = billUntilEnd(
      context,
      before,
      context.update(item, { current_period_start: period.start, current_period_end: period.end }),
    )
    const after = { price, quantity: item.quantity ?? 1 }
    if (behavior !== 'none') prorate(context, { subscription: before, item: moved, before: undefined, after, at })
  }
  return behavior === 'always_invoice' && invoiceChange(context, before.id, payment, 'pending alone')
}

function finishResuming(context: Context, before: Subscription, isUnpaid: boolean): Subscription {
  context.unschedule('subscription.expire_resumption', before.id)
  context.schedule('subscription.renew', before.id, nextEnd(context, before))
  const status = isUnpaid ? 'past_due' : 'active'
  const resumed = setStatus(context, before, status, {
    status_details: undefined,
    _awaitsResumption: undefined,
  } as Partial<Subscription>)
  scheduleAnnouncements(context, resumed)
  context.emit('customer.subscription.resumed', resumed)
  return resumed
}

/** Called with every invoice that was paid: one of a resumption ends the pause. */
export function resumeWhenPaid(context: Context, paid: { id: string }) {
  const [waiting] = context.list(
    'subscription',
    (one) => one.latest_invoice === paid.id && one._awaitsResumption === true,
  )
  if (waiting) finishResuming(context, waiting, false)
}

/** 23 hours without payment: the invoice is void, and the subscription stays paused. */
export function expireResumption(context: Context, id: string) {
  const subscription = context.find('subscription', id)
  if (!subscription?._awaitsResumption) return
  const invoice = context.find('invoice', subscription.latest_invoice as string)
  if (invoice?.status === 'open') voidInvoice(context, invoice)
  context.update(subscription, { _awaitsResumption: undefined })
}
