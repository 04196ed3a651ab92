// `payment_behavior: pending_if_incomplete`: a change that waits until its invoice is paid.
import type { Context } from '../../kernel/context.ts'
import { renderObject } from '../../kernel/render-object.ts'
import { invalidRequest, notPlayed } from '../../kernel/stripe-error.ts'
import type { AnyObject, Params, StripeObject } from '../../kernel/wire.ts'
import { voidInvoice } from '../invoices/close-invoice.ts'
import { secondsToPay } from '../invoices/invoice-delays.ts'
import { changeItems } from './change-items.ts'
import { advancePeriod, nextEnd } from './item-periods.ts'
import { type Item, itemsOf, type Subscription } from './subscription-items.ts'

type UpdateParams = Params<'subscriptions.update'>
type Remembered = { subscription: Subscription; items: Item[] }

const supported = [
  'add_invoice_items',
  'billing_cycle_anchor',
  'discounts',
  'expand',
  'items',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
  'trial_from_plan',
]

export function checkPendingParams(params: UpdateParams) {
  const unsupported = Object.keys(params).filter((name) => !supported.includes(name))
  if (unsupported.length > 0)
    throw invalidRequest(
      `The following parameters are not supported with \`payment_behavior=pending_if_incomplete\`: ${unsupported.join(', ')}.`,
      { param: unsupported[0] ?? 'payment_behavior' },
    )
  if (params.items?.some(({ deleted }) => deleted)) throw notPlayed('pending updates that remove an item')
}

export function remember(context: Context, subscription: Subscription): Remembered {
  return { subscription, items: itemsOf(context, subscription) }
}

/** The invoice of the change stays; the change itself waits for it. */
export function holdUpdate(context: Context, before: Remembered, params: UpdateParams) {
  const changed = context.get('subscription', before.subscription.id)
  const items = itemsOf(context, changed)
  const shown = items.map((item) => renderObject(item as AnyObject, context))
  for (const item of items) {
    const known = before.items.find(({ id }) => id === item.id)
    if (known) context.update(item, known)
    else context.delete(item)
  }
  const pending = {
    billing_cycle_anchor: params.billing_cycle_anchor?.type === 'now' ? changed.billing_cycle_anchor : null,
    cancel_at_period_end: null,
    discount: null,
    discounts: null,
    expires_at: context.now() + secondsToPay,
    metadata: null,
    subscription_items: params.items ? shown : null,
    trial_end: typeof params.trial_end === 'number' ? params.trial_end : null,
    trial_from_plan: params.trial_from_plan ?? null,
  }
  const held = context.update(changed, {
    ...before.subscription,
    latest_invoice: changed.latest_invoice,
    pending_update: pending,
    _pendingParams: params,
  })
  context.schedule('subscription.renew', held.id, nextEnd(context, held))
  context.schedule('subscription.expire_pending_update', held.id, pending.expires_at)
}

/** Called with every invoice that was paid. */
export function applyPendingUpdate(context: Context, paid: { id: string }) {
  const [before] = context.list('subscription', (one) => one.latest_invoice === paid.id && one.pending_update !== null)
  const params = before?._pendingParams
  if (!before || !params) return
  context.unschedule('subscription.expire_pending_update', before.id)
  const how = { isProrated: false, at: context.now() }
  if (params.items) changeItems(context, before, params.items, how)
  const cleared = context.update(context.get('subscription', before.id), {
    pending_update: null,
    _pendingParams: undefined,
  })
  if (params.billing_cycle_anchor?.type === 'now') {
    const renewed = context.update(cleared, { billing_cycle_anchor: context.now() })
    context.schedule('subscription.renew', before.id, advancePeriod(context, renewed).end)
  }
  const applied = context.get('subscription', before.id)
  context.emit('customer.subscription.updated', applied, before)
  context.emit('customer.subscription.pending_update_applied', applied)
}

export function expirePendingUpdate(context: Context, id: string) {
  const before = context.find('subscription', id)
  if (!before?.pending_update) return
  const expired = discardPendingUpdate(context, before)
  context.emit('customer.subscription.updated', expired, before)
  context.emit('customer.subscription.pending_update_expired', expired)
}

/** Its invoice is void, and the subscription stays as it was. */
export function discardPendingUpdate(context: Context, before: Subscription): Subscription {
  context.unschedule('subscription.expire_pending_update', before.id)
  const invoice: StripeObject<'invoice'> | undefined = context.find('invoice', before.latest_invoice as string)
  if (invoice?.status === 'open') voidInvoice(context, invoice)
  return context.update(context.get('subscription', before.id), { pending_update: null, _pendingParams: undefined })
}
