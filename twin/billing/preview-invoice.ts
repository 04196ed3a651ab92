// A preview is the real thing, undone: the change is made, the next invoice drawn up, and all of it rolled back.
import type { Context } from '../kernel/context.ts'
import { renderObject } from '../kernel/render-object.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { AnyObject, Params, StripeObject } from '../kernel/wire.ts'
import { cycleLine } from '../usage/usage-line.ts'
import { changeItems } from './change-items.ts'
import { createSubscription } from './create-subscription.ts'
import { createDraftInvoice } from './draft-invoice.ts'
import { itemLine, itemPrice } from './invoice-lines.ts'
import { advancePeriod, periodOf, rhythmOf } from './item-periods.ts'
import { addIntervals } from './periods.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'
import { sumInvoice } from './sum-invoice.ts'

export type PreviewParams = Params<'invoices.createPreview'>
type Details = NonNullable<PreviewParams['subscription_details']>

export function previewInvoice(context: Context, params: PreviewParams): AnyObject {
  refuseAbsent(params)
  return context.account.dryRun(() => {
    const draft = params.subscription
      ? previewOf(context, context.get('subscription', params.subscription, 'subscription'), params)
      : previewNew(context, params)
    const rendered = renderObject(draft as unknown as AnyObject, context)
    return {
      ...rendered,
      id: `upcoming_${rendered.id}`,
      status: 'draft',
      number: null,
      hosted_invoice_url: null,
      invoice_pdf: null,
    }
  })
}

function previewOf(
  context: Context,
  subscription: Subscription,
  { subscription_details: details }: PreviewParams,
): StripeObject<'invoice'> {
  if (subscription.ended_at !== null) throw noUpcoming(subscription.customer as string)
  const isEnding = details?.cancel_at_period_end ?? subscription.cancel_at !== null
  const behavior = details?.proration_behavior ?? 'create_prorations'
  const rhythmBefore = rhythmOf(context, subscription)
  if (details?.items)
    changeItems(context, subscription, details.items, {
      isProrated: behavior !== 'none',
      at: details.proration_date ?? context.now(),
    })
  if (rhythmOf(context, subscription) !== rhythmBefore && subscription.status !== 'trialing') {
    const renewed = context.update(subscription, { billing_cycle_anchor: context.now() })
    advancePeriod(context, renewed)
    return drawUp(context, renewed, 'this period')
  }
  const isNow = behavior === 'always_invoice' || details?.cancel_now === true
  return drawUp(context, subscription, isEnding || isNow ? 'pending alone' : 'next period')
}

function drawUp(
  context: Context,
  subscription: Subscription,
  what: 'this period' | 'next period' | 'pending alone',
): StripeObject<'invoice'> {
  const items = what === 'pending alone' ? [] : itemsOf(context, subscription)
  const lines = items.map((item) =>
    what === 'this period' ? itemLine(context, item, periodOf(item), false) : nextLine(context, subscription, item),
  )
  const draft = createDraftInvoice(context, {
    customer: subscription.customer as string,
    currency: subscription.currency,
    billingReason: 'upcoming',
    subscription,
    lines,
    takesPending: true,
    fields: { next_payment_attempt: nextPeriodStart(context, subscription) + 3600, default_payment_method: null },
  })
  return sumInvoice(context, draft)
}

function nextLine(context: Context, subscription: Subscription, item: StripeObject<'subscription_item'>) {
  const start = item.current_period_end
  const recurring = itemPrice(context, item).recurring ?? { interval: 'month', interval_count: 1 }
  const steps =
    subscription.status === 'trialing' ? 1 : stepsTo(subscription.billing_cycle_anchor, recurring, start) + 1
  const end = addIntervals(subscription.billing_cycle_anchor, recurring, steps)
  return cycleLine(context, item, periodOf(item), { start, end })
}

function stepsTo(anchor: number, recurring: { interval: string; interval_count: number }, at: number): number {
  let steps = 0
  while (addIntervals(anchor, recurring, steps) < at) steps += 1
  return steps
}

function nextPeriodStart(context: Context, subscription: Subscription): number {
  return Math.min(...itemsOf(context, subscription).map((item) => item.current_period_end))
}

function previewNew(
  context: Context,
  { customer, subscription_details: details }: PreviewParams,
): StripeObject<'invoice'> {
  if (!customer) throw invalidRequest('You must specify a customer or a subscription.', { param: 'customer' })
  if (!details?.items) throw noUpcoming(customer)
  const subscription = createSubscription(context, {
    customer,
    items: newItems(details),
    payment_behavior: 'default_incomplete',
    ...(details.trial_end ? { trial_end: details.trial_end } : {}),
  })
  // A subscription that only counts usage owes nothing yet.
  const first = context.find('invoice', subscription.latest_invoice as string | null)
  return first ?? drawUp(context, subscription, 'this period')
}

function newItems({ items = [] }: Details) {
  return items.map(({ price, price_data, quantity }) => ({
    ...(price ? { price } : {}),
    ...(price_data ? { price_data } : {}),
    ...(quantity === undefined ? {} : { quantity }),
  }))
}

function noUpcoming(customer: string) {
  return invalidRequest(`No upcoming invoices for customer: ${customer}`, { code: 'invoice_upcoming_none' })
}

function refuseAbsent(params: PreviewParams) {
  const names = [
    'schedule',
    'schedule_details',
    'discounts',
    'invoice_items',
    'automatic_tax',
    'customer_details',
  ] as const
  for (const name of names)
    if (params[name] !== undefined) throw notPlayed(`the parameter "${name}" of invoice previews`)
}
