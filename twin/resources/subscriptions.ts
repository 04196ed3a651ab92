import { announceInvoice } from '../billing/invoices/announce-invoice.ts'
import { subscriptionOf } from '../billing/invoices/draft-invoice.ts'
import { keepSetUpMethod } from '../billing/invoices/first-invoice.ts'
import { configureRetries, readRetrySettings } from '../billing/invoices/retry-schedule.ts'
import { forgive, setStatus } from '../billing/invoices/settle-invoice.ts'
import { announceTrialEnd } from '../billing/subscriptions/announce-subscription.ts'
import { cancelSubscription } from '../billing/subscriptions/cancel-subscription.ts'
import { changeSubscription } from '../billing/subscriptions/change-subscription.ts'
import { createSubscription } from '../billing/subscriptions/create-subscription.ts'
import { endSubscriptionsOf, expireIncomplete, expireWithInvoice } from '../billing/subscriptions/end-subscription.ts'
import { listSubscriptions } from '../billing/subscriptions/list-subscriptions.ts'
import { pauseSubscription } from '../billing/subscriptions/pause-subscription.ts'
import { billPendingItems } from '../billing/subscriptions/pending-items-cycle.ts'
import { applyPendingUpdate, expirePendingUpdate } from '../billing/subscriptions/pending-update.ts'
import { cancelWhenDue, renewSubscription } from '../billing/subscriptions/renew-subscription.ts'
import {
  expireResumption,
  resumeSubscription,
  resumeWhenSettled,
  resumeWhenTried,
} from '../billing/subscriptions/resume-subscription.ts'
import { itemsOf, type Subscription } from '../billing/subscriptions/subscription-items.ts'
import { search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { AnyObject, Params } from '../kernel/wire.ts'

const find = (context: Context) => context.get('subscription', context.id)

/** https://docs.stripe.com/api/subscriptions */
export const subscriptions: Resource = {
  operations: {
    'subscriptions.create': (context) => createSubscription(context, context.params),
    'subscriptions.retrieve': find,
    'subscriptions.update': (context) => changeSubscription(context, find(context), context.params),
    'subscriptions.cancel': (context) => cancelSubscription(context, find(context), context.params),
    'subscriptions.resume': (context) => resumeSubscription(context, find(context), context.params),
    'subscriptions.pause': (context) => pauseSubscription(context, find(context), context.params),
    'subscriptions.migrate': migrateSubscription,
    'subscriptions.list': listSubscriptions,
    'subscriptions.search': search('subscription', ['created', 'canceled_at', 'status']),
  },
  views: {
    subscription: (subscription, context) => ({
      ...subscription,
      items: context.sublist(itemsOf(context, subscription), `/v1/subscription_items?subscription=${subscription.id}`),
    }),
  },
  jobs: {
    'subscription.renew': renewSubscription,
    'subscription.expire_incomplete': expireIncomplete,
    'subscription.cancel': cancelWhenDue,
    'subscription.bill_pending': billPendingItems,
    'subscription.announce_trial_end': announceTrialEnd,
    'subscription.announce_invoice': announceInvoice,
    'subscription.expire_pending_update': expirePendingUpdate,
    'subscription.expire_resumption': expireResumption,
    'subscription.resume_collection': resumeCollection,
  },
  reactions: {
    'customer.deleted': (context, customer) => endSubscriptionsOf(context, customer.id),
    'setup_intent.succeeded': keepSetUpMethod,
    'invoice.paid': (context, invoice) => {
      applyPendingUpdate(context, invoice)
      resumeWhenSettled(context, invoice)
    },
    'invoice.marked_uncollectible': (context, invoice) => {
      resumeWhenSettled(context, invoice)
      forgiveInvoice(context, invoice)
    },
    'invoice.payment_failed': resumeWhenTried,
    'invoice.voided': (context, invoice) => {
      expireWithInvoice(context, invoice)
      forgiveInvoice(context, invoice)
    },
    'invoice.overdue': fallDue,
  },
  internal: {
    'GET /_twin/retries': (context) => readRetrySettings(context),
    'POST /_twin/retries': configureRetries,
  },
}

function migrateSubscription(context: Context<Params<'subscriptions.migrate'>>): Subscription {
  const before = find(context)
  const { type, flexible } = context.params.billing_mode
  if (type !== 'flexible')
    throw invalidRequest('You can only migrate a subscription to flexible billing mode.', {
      param: 'billing_mode[type]',
    })
  if (before.billing_mode.type === 'flexible')
    throw invalidRequest('The subscription already uses flexible billing mode.', { param: 'billing_mode[type]' })
  const mode = {
    type,
    flexible: { proration_discounts: flexible?.proration_discounts ?? 'included' },
    updated_at: context.now(),
  }
  const after = context.update(before, { billing_mode: mode })
  context.emit('customer.subscription.updated', after, before)
  return after
}

/** The time that `pause_collection[resumes_at]` names. */
function resumeCollection(context: Context, id: string) {
  const before = context.find('subscription', id)
  if (!before?.pause_collection || before.ended_at !== null) return
  const after = context.update(before, { pause_collection: null })
  context.emit('customer.subscription.updated', after, before)
}

function forgiveInvoice(context: Context, { id }: AnyObject) {
  forgive(context, subscriptionOf(context, context.get('invoice', id)))
}

/** An invoice that was sent is not paid in time. */
function fallDue(context: Context, invoice: AnyObject) {
  const parent = invoice.parent as { subscription_details?: { subscription?: string } } | null
  const subscription = context.find('subscription', parent?.subscription_details?.subscription)
  if (subscription?.status === 'active') setStatus(context, subscription, 'past_due')
}
