// `POST /v1/subscriptions/:id`: what may change in the middle of a period, and what it costs.
import { setSubscriptionDiscounts } from '../discounts/subscription-discounts.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { findPaymentMethod } from '../resources/payment-methods.ts'
import { changeItems } from './change-items.ts'
import { periodOf } from './create-subscription.ts'
import { createDraftInvoice } from './draft-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { itemLine } from './invoice-lines.ts'
import { tryToPay } from './pay-invoice.ts'
import { advancePeriod, rhythmOf } from './renew-subscription.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'

export type UpdateParams = Params<'subscriptions.update'>
const absent = [
  'add_invoice_items',
  'automatic_tax',
  'billing_schedules',
  'billing_thresholds',
  'default_tax_rates',
  'transfer_data',
  'application_fee_percent',
  'pending_invoice_item_interval',
  'on_behalf_of',
] as const

export function changeSubscription(context: Context, before: Subscription, params: UpdateParams): Subscription {
  for (const name of absent) if (params[name] !== undefined) throw notPlayed(`the parameter "${name}" of subscriptions`)
  if (before.ended_at !== null) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.', {
      param: 'id',
    })
  }
  setSubscriptionDiscounts(context, before, params.discounts)
  const changed = context.update(before, {
    ...plainFields(context, before, params),
    ...endFields(context, before, params),
    ...trialFields(context, before, params),
  })
  if (params.items) applyItems(context, before, params)
  if (params.trial_end === 'now' && before.status === 'trialing') startPaying(context, changed)
  scheduleEnd(context, context.get('subscription', before.id))
  const after = context.get('subscription', before.id)
  context.emit('customer.subscription.updated', after, before)
  return after
}

function plainFields(context: Context, before: Subscription, params: UpdateParams): Partial<Subscription> {
  const {
    default_payment_method: method,
    description,
    metadata,
    payment_settings: payment,
    pause_collection: pause,
  } = params
  return {
    ...(method === undefined
      ? {}
      : { default_payment_method: method ? findPaymentMethod(context, method, 'default_payment_method').id : null }),
    ...(description === undefined ? {} : { description: description || null }),
    ...(params.collection_method ? { collection_method: params.collection_method } : {}),
    ...(params.days_until_due === undefined ? {} : { days_until_due: params.days_until_due }),
    ...(pause === undefined
      ? {}
      : { pause_collection: pause ? { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null } : null }),
    ...(payment?.save_default_payment_method && before.payment_settings
      ? {
          payment_settings: {
            ...before.payment_settings,
            save_default_payment_method: payment.save_default_payment_method,
          },
        }
      : {}),
    metadata: mergeMetadata(before.metadata, metadata),
  } as Partial<Subscription>
}

function endFields(context: Context, before: Subscription, params: UpdateParams): Partial<Subscription> {
  const { cancel_at_period_end: atPeriodEnd, cancel_at: at, cancellation_details: details } = params
  if (atPeriodEnd === undefined && at === undefined && details === undefined) return {}
  const told = { ...before.cancellation_details, ...details } as NonNullable<Subscription['cancellation_details']>
  if (atPeriodEnd === undefined && at === undefined) return { cancellation_details: told }
  const end = atPeriodEnd ? currentPeriodEnd(context, before) : readCancelAt(context, before, at)
  return {
    cancel_at_period_end: atPeriodEnd ?? false,
    cancel_at: end,
    canceled_at: end === null ? null : (before.canceled_at ?? context.now()),
    cancellation_details: { ...told, reason: end === null ? null : 'cancellation_requested' },
  }
}

function readCancelAt(context: Context, subscription: Subscription, at: UpdateParams['cancel_at']): number | null {
  if (at === undefined || at === null || at === '') return null
  if (at === 'min_period_end' || at === 'max_period_end') return currentPeriodEnd(context, subscription)
  if (typeof at !== 'number') throw notPlayed(`cancel_at "${at}"`)
  if (at <= context.now()) throw invalidRequest('Timestamp cannot be in the past.', { param: 'cancel_at' })
  return at
}

function trialFields(context: Context, before: Subscription, { trial_end: end }: UpdateParams): Partial<Subscription> {
  if (end === undefined) return {}
  if (end === 'now') return before.status === 'trialing' ? { status: 'active', trial_end: context.now() } : {}
  throw notPlayed('moving the end of a trial')
}

/** The trial is over: the first paid period begins now. */
function startPaying(context: Context, subscription: Subscription) {
  context.update(subscription, { billing_cycle_anchor: context.now() })
  invoiceNow(context, subscription.id, 'subscription_update', true)
}

function applyItems(context: Context, before: Subscription, params: UpdateParams) {
  const { proration_behavior: behavior = 'create_prorations', proration_date: date } = params
  const rhythmBefore = rhythmOf(context, before)
  const isNewPeriod = params.billing_cycle_anchor?.type === 'now'
  changeItems(context, before, params.items ?? [], {
    isProrated: behavior !== 'none',
    at: date ?? context.now(),
    isNewPeriod,
  })
  // Another rhythm begins a new period at once, and is billed at once.
  const isNewRhythm = rhythmOf(context, before) !== rhythmBefore && before.status !== 'trialing'
  if (isNewRhythm || isNewPeriod) {
    context.update(context.get('subscription', before.id), { billing_cycle_anchor: context.now() })
    invoiceNow(context, before.id, 'subscription_update', true)
  } else if (behavior === 'always_invoice') invoiceNow(context, before.id, 'subscription_update', false)
}

function invoiceNow(context: Context, id: string, reason: 'subscription_update', startsPeriod: boolean) {
  const subscription = context.get('subscription', id)
  if (startsPeriod) context.schedule('subscription.renew', id, advancePeriod(context, subscription).end)
  const lines = startsPeriod
    ? itemsOf(context, subscription).map((item) => itemLine(context, item, periodOf(item), false))
    : []
  const draft = createDraftInvoice(context, {
    customer: subscription.customer as string,
    currency: subscription.currency,
    billingReason: reason,
    subscription,
    lines,
    takesPending: true,
  })
  context.update(context.get('subscription', id), { latest_invoice: draft.id })
  const invoice = finalizeInvoice(context, draft)
  if (invoice.status === 'open' && invoice.collection_method === 'charge_automatically') tryToPay(context, invoice)
}

function scheduleEnd(context: Context, { id, cancel_at: at }: Subscription) {
  if (at === null) context.unschedule('subscription.cancel', id)
  else context.schedule('subscription.cancel', id, at)
}

function currentPeriodEnd(context: Context, subscription: Subscription): number {
  return Math.min(...itemsOf(context, subscription).map((item) => item.current_period_end))
}
