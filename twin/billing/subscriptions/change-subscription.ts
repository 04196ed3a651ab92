// `POST /v1/subscriptions/:id`: what may change in the middle of a period, and what it costs.
import { setSubscriptionDiscounts } from '../../discounts/subscription-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { addInvoiceItems } from '../invoices/add-invoice-items.ts'
import type { PaymentBehavior } from '../invoices/attempt-payment.ts'
import { invoiceChange } from '../invoices/invoice-change.ts'
import { scheduleAnnouncements } from './announce-subscription.ts'
import { keepsAnchor } from './billing-cycle.ts'
import { cancellationFields, mergeDetails, scheduleEnd } from './cancel-at.ts'
import { changeItems, type ItemChange } from './change-items.ts'
import { advancePeriod, nextEnd } from './item-periods.ts'
import { moveBilledEnd } from './move-billed-end.ts'
import { setPendingItemsCycle } from './pending-items-cycle.ts'
import { checkPendingParams, discardPendingUpdate, holdUpdate, remember } from './pending-update.ts'
import { refuseAbsent, subscriptionFields } from './subscription-fields.ts'
import { refuseIncomplete, type Subscription } from './subscription-items.ts'
import { changeTrial } from './trial-change.ts'
import { watchBilling } from './watch-billing.ts'

export type UpdateParams = Params<'subscriptions.update'>
type ProrationBehavior = 'create_prorations' | 'always_invoice' | 'none'

export function changeSubscription(context: Context, before: Subscription, params: UpdateParams): Subscription {
  refuseAbsent(params)
  if (before.ended_at !== null) return changeEnded(context, before, params)
  checkChange(context, before, params)
  const held = remember(context, before)
  if (before.pending_update && params.items) discardPendingUpdate(context, before)
  setSubscriptionDiscounts(context, before, params.discounts)
  const current = context.get('subscription', before.id)
  setPendingItemsCycle(context, context.update(current, changedFields(context, before, params)), params)
  const movesEnd = params.cancel_at !== undefined || params.cancel_at_period_end !== undefined
  // Without prorations what was billed stays billed.
  if (movesEnd && params.proration_behavior !== 'none') moveBilledEnd(context, before.id)
  addInvoiceItems(context, before, params.add_invoice_items)
  const isUnpaid = changeBilling(context, before, params)
  if (isUnpaid && params.payment_behavior === 'pending_if_incomplete') holdUpdate(context, held, params)
  const changed = context.get('subscription', before.id)
  if (changed.ended_at !== null) return changed
  scheduleEnd(context, changed)
  scheduleAnnouncements(context, changed)
  context.emit('customer.subscription.updated', changed, before)
  return changed
}

function changeEnded(context: Context, before: Subscription, params: UpdateParams): Subscription {
  const { metadata, cancellation_details: details, expand: _, ...others } = params
  if (Object.keys(others).length > 0)
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.', {
      param: Object.keys(others)[0] ?? 'id',
    })
  const after = context.update(before, {
    metadata: mergeMetadata(before.metadata, metadata),
    ...(details ? { cancellation_details: mergeDetails(context, before, details) } : {}),
  })
  context.emit('customer.subscription.updated', after, before)
  return after
}

function checkChange(context: Context, before: Subscription, params: UpdateParams) {
  const isBillingChange = params.items || params.trial_end !== undefined || params.billing_cycle_anchor?.type === 'now'
  if (isBillingChange) refuseIncomplete(before)
  if (before.status === 'paused' && isBillingChange && !params.items)
    throw invalidRequest(
      'You cannot change the billing cycle or the trial of a paused subscription. Resume it first.',
      {
        param: params.trial_end === undefined ? 'billing_cycle_anchor' : 'trial_end',
      },
    )
  if (params.payment_behavior === 'pending_if_incomplete') checkPendingParams(params)
  const { proration_date: date } = params
  const end = nextEnd(context, before)
  if (date !== undefined && date > end)
    throw invalidRequest('The `proration_date` must be within the current billing period.', { param: 'proration_date' })
}

function changedFields(context: Context, before: Subscription, params: UpdateParams): Partial<Subscription> {
  const { pause_collection: pause, metadata } = params
  return {
    ...subscriptionFields(context, params, { customer: before.customer as string, before }),
    ...cancellationFields(context, before, params),
    ...(pause === undefined ? {} : { pause_collection: readPause(context, before, pause) }),
    ...(metadata === undefined ? {} : { metadata: mergeMetadata(before.metadata, metadata) }),
  }
}

function readPause(context: Context, { id }: Subscription, pause: UpdateParams['pause_collection']) {
  context.unschedule('subscription.resume_collection', id)
  if (!pause) return null
  const { behavior, resumes_at: at } = pause
  if (at !== undefined) {
    if (at <= context.now())
      throw invalidRequest('Timestamp cannot be in the past.', { param: 'pause_collection[resumes_at]' })
    context.schedule('subscription.resume_collection', id, at)
  }
  return { behavior, resumes_at: at ?? null } as Subscription['pause_collection']
}

/** Items, trial and anchor. @returns whether an invoice of this change is still to be paid */
function changeBilling(context: Context, before: Subscription, params: UpdateParams): boolean {
  const behavior = (params.proration_behavior ?? 'create_prorations') as ProrationBehavior
  const payment: PaymentBehavior = {
    behavior: params.payment_behavior ?? 'allow_incomplete',
    isOffSession: params.off_session ?? false,
  }
  const at = params.proration_date ?? context.now()
  const isAnchorNow = params.billing_cycle_anchor?.type === 'now'
  const startsTrial = changeTrial(context, before, params, behavior)
  const watch = watchBilling(context, before)
  const items = isAnchorNow && before.status !== 'trialing' ? allItems(context, before, params.items) : params.items
  if (items)
    changeItems(context, before, items, {
      isProrated: behavior !== 'none' && !watch.wasFree,
      at,
      isNewPeriod: isAnchorNow,
    })
  const { status } = context.get('subscription', before.id)
  if (status === 'paused' || status === 'canceled') return false
  if (startsTrial) return invoiceChange(context, before.id, payment, 'trial')
  const isNewPeriod = watch.beginsPeriod() && before.status !== 'trialing'
  const endsTrial = params.trial_end === 'now' && before.status === 'trialing'
  if (isNewPeriod || isAnchorNow || endsTrial) {
    const current = context.get('subscription', before.id)
    const isKept = endsTrial && !isAnchorNow && keepsAnchor(current)
    const renewed = isKept ? current : context.update(current, { billing_cycle_anchor: context.now() })
    context.schedule('subscription.renew', before.id, advancePeriod(context, renewed).end)
    return invoiceChange(context, before.id, payment, 'new period')
  }
  if (behavior === 'always_invoice') return invoiceChange(context, before.id, payment, 'pending alone')
  return false
}

/** A new period is billed as a whole, so the unused time of every item comes back. */
function allItems(context: Context, before: Subscription, given: ItemChange[] = []): ItemChange[] {
  const named = new Set(given.map(({ id }) => id))
  const others = context.list('subscription_item', (item) => item.subscription === before.id && !named.has(item.id))
  return [...given, ...others.toReversed().map(({ id }) => ({ id }))]
}
