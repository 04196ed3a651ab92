import { changeSubscription } from '../billing/change-subscription.ts'
import { createSubscription, periodOf } from '../billing/create-subscription.ts'
import { createDraftInvoice } from '../billing/draft-invoice.ts'
import { endSubscription, endSubscriptionsOf, expireIncomplete } from '../billing/end-subscription.ts'
import { finalizeInvoice } from '../billing/finalize-invoice.ts'
import { itemPrice } from '../billing/invoice-lines.ts'
import { tryToPay } from '../billing/pay-invoice.ts'
import { prorate } from '../billing/prorations.ts'
import { renewSubscription } from '../billing/renew-subscription.ts'
import { setStatus } from '../billing/settle-invoice.ts'
import { itemsOf, type Subscription, viewItem } from '../billing/subscription-items.ts'
import { search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'

const ended: Subscription['status'][] = ['canceled', 'incomplete_expired']

/** https://docs.stripe.com/api/subscriptions */
export const subscriptions: Resource = {
  operations: {
    'subscriptions.create': (context) => createSubscription(context, context.params),
    'subscriptions.retrieve': (context) => context.get('subscription', context.id),
    'subscriptions.update': (context) =>
      changeSubscription(context, context.get('subscription', context.id), context.params),
    'subscriptions.cancel': cancelSubscription,
    'subscriptions.resume': resumeSubscription,
    'subscriptions.pause': (context) => pauseSubscription(context, context.get('subscription', context.id)),
    'subscriptions.list': listSubscriptions,
    'subscriptions.search': search('subscription', ['status']),
    'subscriptionItems.list': (context) =>
      context.page(itemsOf(context, { id: context.params.subscription }), 'subscription item'),
    'subscriptionItems.retrieve': (context) => context.get('subscription_item', context.id),
  },
  views: {
    subscription: (subscription, context) => ({
      ...subscription,
      items: context.sublist(itemsOf(context, subscription), `/v1/subscription_items?subscription=${subscription.id}`),
    }),
    subscription_item: viewItem,
  },
  jobs: {
    'subscription.renew': renewSubscription,
    'subscription.expire_incomplete': expireIncomplete,
    'subscription.cancel': (context, id) => {
      const subscription = context.find('subscription', id)
      if (subscription?.ended_at === null) endSubscription(context, subscription, 'cancellation_requested')
    },
  },
  reactions: { 'customer.deleted': (context, customer) => endSubscriptionsOf(context, customer.id) },
}

/** Without a status, those that ended are left out. */
function listSubscriptions(context: Context<Params<'subscriptions.list'>>) {
  const {
    status = 'not ended',
    customer,
    price,
    collection_method: method,
    current_period_end: _end,
    ...rest
  } = context.params
  if (rest.automatic_tax || rest.current_period_start || _end || rest.customer_account) {
    throw notPlayed('lists of subscriptions by period, tax or account')
  }
  // Those on a test clock are answered to whoever asks for the clock or for a customer.
  const { test_clock: clock } = rest
  const isHidden = (one: Subscription) => (clock ? one.test_clock !== clock : one.test_clock !== null && !customer)
  const isWanted = (one: Subscription) => {
    if (status === 'all') return true
    if (status === 'not ended') return !ended.includes(one.status)
    return status === 'ended' ? ended.includes(one.status) : one.status === status
  }
  const found = context.list('subscription', (one) => {
    if (
      isHidden(one) ||
      !isWanted(one) ||
      (customer && one.customer !== customer) ||
      (method && one.collection_method !== method)
    )
      return false
    return !price || itemsOf(context, one).some((item) => item._price === price)
  })
  return context.page(found, 'subscription')
}

function cancelSubscription(context: Context<Params<'subscriptions.cancel'>>) {
  const { prorate: isProrated, invoice_now: isInvoiced, cancellation_details: details } = context.params
  const found = context.get('subscription', context.id)
  if (ended.includes(found.status)) return endSubscription(context, found, 'cancellation_requested')
  const before = details
    ? context.update(found, {
        cancellation_details: { ...found.cancellation_details, ...details } as Subscription['cancellation_details'],
      })
    : found
  if (isProrated) creditUnusedTime(context, before)
  const after = endSubscription(context, before, 'cancellation_requested')
  if (isInvoiced) invoiceRest(context, after)
  return after
}

function creditUnusedTime(context: Context, subscription: Subscription) {
  for (const item of itemsOf(context, subscription)) {
    const before = { price: itemPrice(context, item), quantity: item.quantity ?? 1 }
    prorate(context, {
      subscription,
      item: item.id,
      period: periodOf(item),
      before,
      after: undefined,
      at: context.now(),
    })
  }
}

function invoiceRest(context: Context, subscription: Subscription) {
  const draft = createDraftInvoice(context, {
    customer: subscription.customer as string,
    currency: subscription.currency,
    billingReason: 'subscription_cycle',
    subscription,
    takesPending: true,
  })
  const invoice = finalizeInvoice(context, draft)
  if (invoice.status === 'open') tryToPay(context, invoice)
}

/** `status_details` stays out: the state alone is what our readers look at. */
function pauseSubscription(context: Context, before: Subscription): Subscription {
  if (before.status !== 'active')
    throw invalidRequest(`Only an active subscription can be paused; this one is ${before.status}.`)
  context.unschedule('subscription.renew', before.id)
  const paused = setStatus(context, before, 'paused')
  context.emit('customer.subscription.paused', paused)
  return paused
}

function resumeSubscription(context: Context<Params<'subscriptions.resume'>>) {
  const before = context.get('subscription', context.id)
  if (before.status !== 'paused')
    throw invalidRequest('Only paused subscriptions can be resumed.', { code: 'subscription_not_paused' })
  context.update(before, { billing_cycle_anchor: context.now() })
  context.schedule('subscription.renew', before.id, context.now())
  const resumed = setStatus(context, context.get('subscription', before.id), 'active')
  context.emit('customer.subscription.resumed', resumed)
  return resumed
}
