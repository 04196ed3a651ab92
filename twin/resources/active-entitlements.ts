// What a customer is entitled to: the features of the products that their running subscriptions pay for.
import { createHash } from 'node:crypto'
import { itemPrice } from '../billing/invoices/invoice-lines.ts'
import { itemsOf, type Subscription } from '../billing/subscriptions/subscription-items.ts'
import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import type { Resource } from '../kernel/resource.ts'
import { resourceMissing } from '../kernel/stripe-error.ts'
import type { AnyObject, StripeObject } from '../kernel/wire.ts'

export type EntitledFields = {
  /** The features that the last summary told of. */
  _entitledTo: string[]
}

type Entitlement = StripeObject<'entitlements.active_entitlement'>

const pageLength = 10
const entitling: Subscription['status'][] = ['active', 'trialing', 'past_due']

/** https://docs.stripe.com/api/entitlements/active-entitlement */
export const activeEntitlements: Resource = {
  operations: {
    'entitlements.activeEntitlements.list': (context) => {
      const { id } = context.get('customer', context.params.customer, 'customer')
      return context.page(listEntitlements(context, id), 'active_entitlement')
    },
    'entitlements.activeEntitlements.retrieve': (context) => {
      const all = context.list('customer').flatMap(({ id }) => listEntitlements(context, id))
      const found = all.find(({ id }) => id === context.id)
      if (!found) throw resourceMissing('active_entitlement', context.id)
      return found
    },
  },
  reactions: {
    'customer.subscription.created': tellPayer,
    'customer.subscription.updated': tellPayer,
    'customer.subscription.deleted': tellPayer,
    'customer.subscription.paused': tellPayer,
    'customer.subscription.resumed': tellPayer,
    'invoice.paid': tellPayer,
  },
}

/** The features of a product are others now. */
export function tellEveryone(context: Context) {
  for (const customer of context.list('customer')) tell(context, customer)
}

function tellPayer(context: Context, paid: AnyObject) {
  const customer = context.find('customer', paid.customer as string)
  if (customer) tell(context, customer)
}

/** Emits a summary when the customer's entitlements are not what the last one said. */
function tell(context: Context, customer: StripeObject<'customer'>) {
  const entitlements = listEntitlements(context, customer.id)
  const features = entitlements.map(({ feature }) => feature as string).sort()
  const { _entitledTo: former = [] } = customer
  if (features.join() === former.join()) return
  context.update(customer, { _entitledTo: features })
  const after = summarize(customer.id, entitlements)
  const before = summarize(
    customer.id,
    former.map((feature) => entitlementOf(context, customer.id, feature)),
  )
  // A change beyond the first page is told of, too.
  const isShown = JSON.stringify(before) !== JSON.stringify(after)
  context.emit('entitlements.active_entitlement_summary.updated', after, isShown ? before : undefined)
}

function summarize(customer: string, entitlements: Entitlement[]): { object: string } {
  const firstPage = {
    object: 'list',
    data: entitlements.slice(0, pageLength),
    has_more: entitlements.length > pageLength,
    url: `/v1/customer/${customer}/entitlements`,
  }
  const fields = { customer, entitlements: firstPage, livemode: false }
  return fillObject('entitlements.active_entitlement_summary', fields) as { object: string }
}

function listEntitlements(context: Context, customer: string): Entitlement[] {
  if (context.list('product_feature').length === 0) return []
  const running = context.list('subscription', (each) => each.customer === customer && entitling.includes(each.status))
  const products = new Set(
    running.flatMap((each) => itemsOf(context, each).map((item) => itemPrice(context, item).product as string)),
  )
  const features = context
    .list('product_feature', ({ _product }) => _product !== undefined && products.has(_product))
    .map(({ entitlement_feature: feature }) => feature.id)
  return [...new Set(features)].map((id) => entitlementOf(context, customer, id))
}

/** Not stored: it is there as long as a subscription pays for it, under the same id. */
function entitlementOf(context: Context, customer: string, feature: string): Entitlement {
  const digest = createHash('sha256').update(`${customer} ${feature}`).digest('hex')
  return fillObject('entitlements.active_entitlement', {
    id: `ent_test_${digest.slice(0, 24)}`,
    feature,
    lookup_key: context.get('entitlements.feature', feature).lookup_key,
    livemode: false,
  } satisfies Partial<AnyObject>) as Entitlement
}
