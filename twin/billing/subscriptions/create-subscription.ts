// A subscription begins: what is sold to whom, and from when to when.
import { setSubscriptionDiscounts } from '../../discounts/subscription-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { ObjectFields, Params, StripeObject } from '../../kernel/wire.ts'
import { getSessionCustomer } from '../../resources/customer-accounts.ts'
import { settleCurrency } from '../invoices/customer-currency.ts'
import { beginBilling } from '../invoices/first-invoice.ts'
import type { Period } from '../invoices/invoice-lines.ts'
import { billUntilEnd } from './billed-until.ts'
import { type Cycle, readCycle } from './billing-cycle.ts'
import { cancellationFields, scheduleEnd } from './cancel-at.ts'
import { intervalOf, nextEnd } from './item-periods.ts'
import { setPendingItemsCycle } from './pending-items-cycle.ts'
import { periodAround } from './periods.ts'
import { refuseAbsent, subscriptionFields } from './subscription-fields.ts'
import { insertItem, itemsOf, mostSubscriptionItems, type Subscription } from './subscription-items.ts'
import { givenPrice, refuseMixedPrices, refuseOtherCurrency } from './subscription-prices.ts'

export type CreateParams = Params<'subscriptions.create'>
type Price = StripeObject<'price'>

export function createSubscription(context: Context, params: CreateParams): Subscription {
  refuseAbsent(params)
  if (params.payment_behavior === 'pending_if_incomplete')
    throw invalidRequest(
      '`pending_if_incomplete` is only used with updates and cannot be passed when creating a Subscription.',
      {
        param: 'payment_behavior',
      },
    )
  const subscription = insertSubscription(context, params)
  return beginBilling(context, subscription, params)
}

function insertSubscription(context: Context, params: CreateParams): Subscription {
  const customer = getSessionCustomer(context, params)
  const prices = readPrices(context, params)
  const currency = prices[0]?.currency ?? 'usd'
  refuseOtherCurrency(context, customer, currency, params.currency)
  const cycle = readCycle(context, params, prices)
  const inserted = context.insert('subscription', {
    automatic_tax: { enabled: false, disabled_reason: null, liability: null },
    billing_cycle_anchor: cycle.anchor,
    billing_cycle_anchor_config: params.billing_cycle_anchor_config ?? null,
    billing_mode: readBillingMode(params),
    currency,
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    default_tax_rates: [],
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    metadata: mergeMetadata({}, params.metadata),
    start_date: cycle.start,
    status: cycle.trialEnd ? 'trialing' : 'active',
    test_clock: customer.test_clock ?? null,
    trial_end: cycle.trialEnd,
    trial_start: cycle.trialEnd ? cycle.start : null,
    ...subscriptionFields(context, params, { customer: customer.id }),
  } as ObjectFields<'subscription'>)
  params.items?.forEach((item, index) => {
    const price = prices[index]
    if (!price) return
    const period = firstPeriod(context, cycle, price)
    insertItem(context, inserted, { price, params: item, period, param: `items[${index}]` })
  })
  const subscription = context.update(inserted, cancellationFields(context, inserted, params))
  if (params.proration_behavior !== 'none')
    for (const item of itemsOf(context, subscription)) billUntilEnd(context, subscription, item)
  setPendingItemsCycle(context, subscription, params)
  settleCurrency(context, customer, currency)
  scheduleEnd(context, subscription)
  context.schedule('subscription.renew', subscription.id, nextEnd(context, subscription))
  return setSubscriptionDiscounts(context, subscription, params.discounts)
}

function readPrices(context: Context, { items = [], billing_mode: mode, currency }: CreateParams): Price[] {
  if (items.length === 0)
    throw invalidRequest('Missing required param: items.', { code: 'parameter_missing', param: 'items' })
  if (items.length > mostSubscriptionItems)
    throw invalidRequest(`You may pass up to ${mostSubscriptionItems} subscription items.`, { param: 'items' })
  const prices = items.map((item, index) => givenPrice(context, item, `items[${index}]`, currency?.toLowerCase()))
  refuseMixedPrices(prices, mode?.type ?? 'flexible')
  return prices
}

function readBillingMode({ billing_mode: mode }: CreateParams) {
  if (mode?.type !== 'classic')
    return { type: 'flexible', flexible: { proration_discounts: mode?.flexible?.proration_discounts ?? 'included' } }
  if (mode.flexible)
    throw invalidRequest('`billing_mode[flexible]` can only be set when `billing_mode[type]` is `flexible`.', {
      param: 'billing_mode[flexible]',
    })
  return { type: 'classic', flexible: null }
}

/** The trial, the time up to an anchor ahead, or the whole period that now lies in. */
function firstPeriod(context: Context, { anchor, trialEnd, start }: Cycle, price: Price): Period {
  const now = context.now()
  if (trialEnd) return { start, end: trialEnd }
  if (anchor > now) return { start: now, end: anchor }
  return periodAround(anchor, intervalOf(price), now)
}
