import type { AnyObject, StripeObject } from '../kernel/wire.ts'

type Change = { before: AnyObject; after: AnyObject }
type Test = (change: Change) => boolean
type Item = { id: string; price?: { id: string }; quantity?: number; tax_rates?: unknown[] }

/** The thin types that say more of a change than the snapshot's own name does. */
export function finerTypes(event: StripeObject<'event'>): string[] {
  const finer = finerOf[event.type]
  if (!finer) return []
  const after = event.data.object as AnyObject
  const before = { ...after, ...(event.data.previous_attributes as object | undefined) }
  const noun = event.type.slice(0, event.type.lastIndexOf('.'))
  return Object.entries(finer).flatMap(([name, isSuch]) => (isSuch({ before, after }) ? [`v1.${noun}.${name}`] : []))
}

const hasChanged =
  (field: string): Test =>
  ({ before, after }) =>
    isOther(before[field], after[field])
const becomes =
  (field: string, value: unknown): Test =>
  (change) =>
    hasChanged(field)(change) && change.after[field] === value
const is =
  (status: string): Test =>
  ({ after }) =>
    after.status === status

const finerOf: Record<string, Record<string, Test>> = {
  'customer.subscription.created': { active: is('active'), incomplete: is('incomplete'), trialing: is('trialing') },
  'customer.subscription.updated': {
    active: becomes('status', 'active'),
    incomplete_expired: becomes('status', 'incomplete_expired'),
    past_due: becomes('status', 'past_due'),
    trialing: becomes('status', 'trialing'),
    unpaid: becomes('status', 'unpaid'),
    cancel_at_changed: hasChanged('cancel_at'),
    default_payment_method_changed: hasChanged('default_payment_method'),
    item_added: ({ before, after }) => hasMore(after.items, before.items),
    item_removed: ({ before, after }) => hasMore(before.items, after.items),
    item_price_changed: anyItem((before, after) => before.price?.id !== after.price?.id),
    item_quantity_changed: anyItem((before, after) => before.quantity !== after.quantity),
    item_tax_rates_changed: anyItem((before, after) => isOther(before.tax_rates, after.tax_rates)),
  },
  'entitlements.active_entitlement_summary.updated': {
    entitlement_added: ({ before, after }) => hasMore(after.entitlements, before.entitlements),
    entitlement_removed: ({ before, after }) => hasMore(before.entitlements, after.entitlements),
  },
  'product.updated': {
    activated: becomes('active', true),
    deactivated: becomes('active', false),
    default_price_changed: hasChanged('default_price'),
    tax_code_changed: hasChanged('tax_code'),
  },
  'price.updated': {
    activated: becomes('active', true),
    deactivated: becomes('active', false),
    lookup_key_changed: hasChanged('lookup_key'),
    tax_behavior_changed: hasChanged('tax_behavior'),
  },
  'promotion_code.updated': {
    fully_redeemed: (change) =>
      hasChanged('times_redeemed')(change) && change.after.times_redeemed === change.after.max_redemptions,
  },
}

function anyItem(isChanged: (before: Item, after: Item) => boolean): Test {
  return ({ before, after }) =>
    itemsOf(after).some((item) => {
      const former = findItem(before, item.id)
      return former !== undefined && isChanged(former, item)
    })
}

function itemsOf(subscription: AnyObject): Item[] {
  return (subscription.items as { data?: Item[] } | undefined)?.data ?? []
}

function findItem(subscription: AnyObject, id: string): Item | undefined {
  return itemsOf(subscription).find((item) => item.id === id)
}

/** Whether one list has something that the other has not. */
function hasMore(one: unknown, other: unknown): boolean {
  const idsOf = (list: unknown) => (list as { data?: { id: string }[] } | undefined)?.data?.map(({ id }) => id) ?? []
  const known = idsOf(other)
  return idsOf(one).some((id) => !known.includes(id))
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other)
}
