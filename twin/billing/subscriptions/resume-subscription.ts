// `POST /v1/subscriptions/:id/resume`: periods and invoices go on, once what that costs is paid, or was at least tried.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { prorate } from '../amounts/prorations.ts'
import { voidInvoice } from '../invoices/close-invoice.ts'
import { invoiceChange } from '../invoices/invoice-change.ts'
import { secondsToPay } from '../invoices/invoice-delays.ts'
import { itemPrice } from '../invoices/invoice-lines.ts'
import { setStatus } from '../invoices/settle-invoice.ts'
import { scheduleAnnouncements } from './announce-subscription.ts'
import { billUntilEnd } from './billed-until.ts'
import { advancePeriod, intervalOf, nextEnd } from './item-periods.ts'
import { periodAround } from './periods.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'

type ResumeParams = Params<'subscriptions.resume'>

export function resumeSubscription(context: Context, before: Subscription, params: ResumeParams): Subscription {
  if (before.status !== 'paused')
    throw invalidRequest('Only paused subscriptions can be resumed.', { code: 'subscription_not_paused' })
  if (before.collection_method !== 'charge_automatically')
    throw invalidRequest('Only subscriptions with `collection_method` set to `charge_automatically` can be resumed.')
  const isUnpaid =
    params.billing_cycle_anchor?.type === 'unchanged'
      ? continuePeriods(context, before, params)
      : beginPeriods(context, before, params)
  if (!isUnpaid) return finishResuming(context, before, 'active')
  context.schedule('subscription.expire_resumption', before.id, context.now() + secondsToPay)
  const awaits = isTriedAtOnce(params) ? 'payment' : 'attempt'
  const waiting = context.update(context.get('subscription', before.id), { _awaitsResumption: awaits })
  context.emit('customer.subscription.updated', waiting, before)
  return waiting
}

function isTriedAtOnce({ payment_behavior: behavior }: ResumeParams): boolean {
  return behavior === 'resume_on_payment_success'
}

/** @returns whether the invoice is still to be paid */
function invoiceResumption(context: Context, id: string, params: ResumeParams, what: 'new period' | 'pending alone') {
  const behavior = isTriedAtOnce(params) ? 'allow_incomplete' : 'default_incomplete'
  return invoiceChange(context, id, { behavior, isOffSession: false }, what)
}

/** A new period begins now, and is billed as a whole. */
function beginPeriods(context: Context, before: Subscription, params: ResumeParams): boolean {
  const renewed = context.update(before, { billing_cycle_anchor: context.now() })
  advancePeriod(context, renewed)
  return invoiceResumption(context, before.id, params, 'new period')
}

/** The periods go on as if there had been no pause; what is left of the current ones is charged. */
function continuePeriods(context: Context, before: Subscription, params: ResumeParams): boolean {
  const behavior = params.proration_behavior ?? 'create_prorations'
  const at = params.proration_date ?? context.now()
  for (const item of itemsOf(context, before)) {
    const price = itemPrice(context, item)
    const period = periodAround(before.billing_cycle_anchor, intervalOf(price), context.now())
    const moved = context.update(item, { current_period_start: period.start, current_period_end: period.end })
    const after = { price, quantity: item.quantity ?? 1 }
    const current = billUntilEnd(context, before, moved)
    if (behavior !== 'none') prorate(context, { subscription: before, item: current, before: undefined, after, at })
  }
  return behavior === 'always_invoice' && invoiceResumption(context, before.id, params, 'pending alone')
}

function finishResuming(context: Context, before: Subscription, status: 'active' | 'past_due'): Subscription {
  context.unschedule('subscription.expire_resumption', before.id)
  context.schedule('subscription.renew', before.id, nextEnd(context, before))
  const resumed = setStatus(context, before, status, {
    status_details: undefined,
    _awaitsResumption: undefined,
  } as Partial<Subscription>)
  scheduleAnnouncements(context, resumed)
  context.emit('customer.subscription.resumed', resumed)
  return resumed
}

/** The invoice of the resumption was paid, or given up by hand: either ends the pause. */
export function resumeWhenSettled(context: Context, { id }: { id: string }) {
  const waiting = findWaiting(context, id)
  if (waiting) finishResuming(context, waiting, 'active')
}

/** A first attempt to collect it failed. */
export function resumeWhenTried(context: Context, { id }: { id: string }) {
  const waiting = findWaiting(context, id)
  if (waiting?._awaitsResumption !== 'attempt') return
  context.unschedule('invoice.retry', id)
  context.update(context.get('invoice', id), { next_payment_attempt: null })
  finishResuming(context, waiting, 'past_due')
}

function findWaiting(context: Context, invoice: string): Subscription | undefined {
  const [waiting] = context.list(
    'subscription',
    (one) => one.latest_invoice === invoice && one._awaitsResumption !== undefined,
  )
  return waiting
}

/** 23 hours without an attempt: the invoice is void, and the subscription stays paused. */
export function expireResumption(context: Context, id: string) {
  const subscription = context.find('subscription', id)
  if (!subscription?._awaitsResumption) return
  const invoice = context.find('invoice', subscription.latest_invoice as string)
  if (invoice?.attempted) return
  if (invoice?.status === 'open') voidInvoice(context, invoice)
  context.update(context.get('subscription', id), { _awaitsResumption: undefined })
}
