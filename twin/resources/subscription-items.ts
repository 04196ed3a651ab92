import { invoiceChange } from '../billing/invoices/invoice-change.ts'
import {
  addItem,
  changeItems,
  type ItemsChange,
  removeItem,
  replaceItem,
} from '../billing/subscriptions/change-items.ts'
import { advancePeriod } from '../billing/subscriptions/item-periods.ts'
import { checkPendingParams, holdUpdate, remember } from '../billing/subscriptions/pending-update.ts'
import {
  type Item,
  itemsOf,
  refuseAbsentOfItem,
  refuseIncomplete,
  type Subscription,
} from '../billing/subscriptions/subscription-items.ts'
import { viewItem } from '../billing/subscriptions/view-item.ts'
import { watchBilling } from '../billing/subscriptions/watch-billing.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'

type CreateParams = Params<'subscriptionItems.create'>
type UpdateParams = Params<'subscriptionItems.update'>
type DeleteParams = Params<'subscriptionItems.del'>
type Billing = Pick<UpdateParams, 'payment_behavior' | 'proration_behavior' | 'proration_date' | 'off_session'>

/** https://docs.stripe.com/api/subscription_items */
export const subscriptionItems: Resource = {
  operations: {
    'subscriptionItems.create': createItem,
    'subscriptionItems.retrieve': (context) => context.get('subscription_item', context.id),
    'subscriptionItems.update': updateItem,
    'subscriptionItems.del': deleteItem,
    'subscriptionItems.list': (context) => {
      const { id } = context.get('subscription', context.params.subscription, 'subscription')
      return context.page(itemsOf(context, { id }), 'subscription item')
    },
  },
  views: { subscription_item: (item, context) => (item.deleted ? item : viewItem(item, context)) },
}

function createItem(context: Context<CreateParams>): Item {
  const { subscription: id, ...params } = context.params
  const subscription = running(context, id, 'subscription')
  refuseAbsentOfItem(params)
  const change = itemChange(params, {})
  let created: Item | undefined
  changeBilling(context, subscription, params, [change], (how) => {
    created = addItem(context, subscription, change, '', how)
  })
  return context.find('subscription_item', created?.id) ?? (created as Item)
}

function updateItem(context: Context<UpdateParams>): Item {
  const item = context.get('subscription_item', context.id)
  const subscription = running(context, item.subscription, 'subscription')
  const { params } = context
  refuseAbsentOfItem(params)
  const change = itemChange(params, { id: item.id })
  changeBilling(context, subscription, params, [change], (how) => {
    replaceItem(context, subscription, item, change, '', how)
  })
  return context.get('subscription_item', item.id)
}

function deleteItem(context: Context<DeleteParams>) {
  const item = context.get('subscription_item', context.id)
  const subscription = running(context, item.subscription, 'subscription')
  let stub: ReturnType<typeof removeItem> | undefined
  changeBilling(context, subscription, context.params, [{ id: item.id, deleted: true }], (how) => {
    stub = removeItem(context, subscription, item, how)
  })
  return stub
}

function running(context: Context, id: string, param: string): Subscription {
  const subscription = context.get('subscription', id, param)
  refuseIncomplete(subscription)
  if (subscription.ended_at === null) return subscription
  throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.', { param })
}

/** Changes items as an update of the whole subscription would, and bills it the same way. */
function changeBilling(
  context: Context,
  subscription: Subscription,
  params: Billing,
  items: NonNullable<Params<'subscriptions.update'>['items']>,
  change: (how: ItemsChange) => void,
) {
  const behavior = params.proration_behavior ?? 'create_prorations'
  const isPending = params.payment_behavior === 'pending_if_incomplete'
  if (isPending) checkPendingParams({ items })
  const before = remember(context, subscription)
  const watch = watchBilling(context, subscription)
  change({ isProrated: behavior !== 'none' && !watch.wasFree, at: params.proration_date ?? context.now() })
  // What holds for all items together.
  changeItems(context, subscription, [], { isProrated: false, at: context.now() })
  const isBilled = !['trialing', 'paused'].includes(subscription.status)
  const isNewPeriod = watch.beginsPeriod() && isBilled
  if (isNewPeriod) {
    const renewed = context.update(subscription, { billing_cycle_anchor: context.now() })
    context.schedule('subscription.renew', subscription.id, advancePeriod(context, renewed).end)
  }
  const payment = {
    behavior: params.payment_behavior ?? 'allow_incomplete',
    isOffSession: params.off_session ?? false,
  }
  const isInvoiced = isNewPeriod || (behavior === 'always_invoice' && subscription.status !== 'paused')
  const isUnpaid =
    isInvoiced && invoiceChange(context, subscription.id, payment, isNewPeriod ? 'new period' : 'pending alone')
  if (isUnpaid && isPending) holdUpdate(context, before, { items })
  context.emit('customer.subscription.updated', context.get('subscription', subscription.id), subscription)
}

function itemChange(
  { price, plan, price_data, quantity, metadata, discounts }: Omit<CreateParams, 'subscription'> | UpdateParams,
  named: { id?: string },
) {
  const given = { price, plan, price_data, quantity, metadata, discounts }
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { ...named, ...known } as NonNullable<Params<'subscriptions.update'>['items']>[number]
}
