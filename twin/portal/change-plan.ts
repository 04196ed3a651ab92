// A customer's change of plan, as the portal's configuration has it billed.

import { priceAmount } from '../billing/amounts/price-amount.ts'
import { itemPrice } from '../billing/invoices/invoice-lines.ts'
import { openIntentOf } from '../billing/invoices/invoice-payments.ts'
import { itemsOf, type Subscription } from '../billing/subscriptions/subscription-items.ts'
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import type { Features } from './configuration-features.ts'
import type { PlanChange } from './plan-change.ts'

type Price = StripeObject<'price'>

/** @throws StripeError when it needs a payment that fails: nothing changes then */
export function changePlan(context: Context, before: Subscription, features: Features, change: PlanChange) {
  applyChange(context, before, features, change)
  const invoice = newInvoice(context, before)
  if (invoice?.status !== 'open') return
  const refusal = openIntentOf(context, invoice)?.last_payment_error?.message
  throw invalidRequest(refusal ?? 'The change needs a payment, and no payment method could be charged.')
}

/** What the change costs at once, worked out by doing it and undoing it. */
export function previewChange(context: Context, before: Subscription, features: Features, change: PlanChange) {
  return context.account.dryRun(() => {
    applyChange(context, before, features, change)
    const after = context.get('subscription', before.id)
    const [item] = itemsOf(context, after)
    if (!item) throw new Error(`${before.id} has no item`)
    const price = itemPrice(context, item)
    return {
      dueNow: newInvoice(context, before)?.total ?? 0,
      later: priceAmount(price, item.quantity ?? 1),
      laterAt: item.current_period_end,
      price,
    }
  })
}

function applyChange(
  context: Context,
  before: Subscription,
  { subscription_update: how }: Features,
  change: PlanChange,
) {
  if (waitsForPeriodEnd(context, before, how, change)) throw notPlayed(waitingChange)
  const { discounts, ...item } = change
  const isTrial = before.status === 'trialing'
  const endsTrial = isTrial && how.trial_update_behavior === 'end_trial'
  const params: Params<'subscriptions.update'> = {
    items: [item],
    ...(discounts?.length ? { discounts } : {}),
    // A trial is free: there is nothing to give back or to charge for its rest.
    proration_behavior: isTrial ? 'none' : how.proration_behavior,
    ...(how.billing_cycle_anchor === 'now' ? { billing_cycle_anchor: { type: 'now' } } : {}),
    ...(endsTrial ? { trial_end: 'now' } : {}),
  }
  callOperation(context, 'subscriptions.update', params, { id: before.id })
}

function newInvoice(context: Context, before: Subscription) {
  const { latest_invoice: latest } = context.get('subscription', before.id)
  return latest === before.latest_invoice ? undefined : context.find('invoice', latest as string)
}

export const waitingChange = 'a change of plan in the portal that waits for the end of the period'

/** Whether the configuration has it wait: it needs a subscription schedule. */
export function waitsForPeriodEnd(
  context: Context,
  before: Subscription,
  { schedule_at_period_end: { conditions } }: Features['subscription_update'],
  change: PlanChange,
): boolean {
  const [item] = itemsOf(context, before)
  if (!item || conditions.length === 0) return false
  const [from, to] = [itemPrice(context, item), context.get('price', change.price)]
  const isMet: Record<string, boolean> = {
    decreasing_item_amount:
      priceAmount(to, change.quantity ?? item.quantity ?? 1) < priceAmount(from, item.quantity ?? 1),
    shortening_interval: daysOf(to) < daysOf(from),
  }
  return conditions.some(({ type }) => isMet[type])
}

const days: Record<string, number> = { day: 1, week: 7, month: 30, year: 365 }

function daysOf({ recurring }: Price): number {
  return (days[recurring?.interval ?? 'month'] ?? 30) * (recurring?.interval_count ?? 1)
}
