import type { AnyObject, StripeObject } from '../kernel/wire.ts'

type Change = { before: AnyObject; after: AnyObject }
type Test = (change: Change) => boolean
type Item = { id: string; price?: { id: string }; quantity?: number; tax_rates?: unknown[]; pricing?: unknown }

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
    item_price_changed: anyOf('items', (before, after) => before.price?.id !== after.price?.id),
    item_quantity_changed: anyOf('items', (before, after) => before.quantity !== after.quantity),
    item_tax_rates_changed: anyOf('items', (before, after) => isOther(before.tax_rates, after.tax_rates)),
  },
  'entitlements.active_entitlement_summary.updated': {
    entitlement_added: ({ before, after }) => hasMore(after.entitlements, before.entitlements),
    entitlement_removed: ({ before, after }) => hasMore(before.entitlements, after.entitlements),
  },
  'invoice.updated': {
    discount_added: ({ before, after }) => hasMore(after.discounts, before.discounts),
    discount_removed: ({ before, after }) => hasMore(before.discounts, after.discounts),
    line_item_added: (change) => is('draft')(change) && hasMore(change.after.lines, change.before.lines),
    line_item_removed: (change) => is('draft')(change) && hasMore(change.before.lines, change.after.lines),
    line_item_pricing_changed: anyOf('lines', (before, after) => isOther(before.pricing, after.pricing)),
    line_item_quantity_changed: anyOf('lines', (before, after) => before.quantity !== after.quantity),
  },
  'customer.discount.updated': { source_changed: hasChanged('source') },
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

function anyOf(field: string, isChanged: (before: Item, after: Item) => boolean): Test {
  return ({ before, after }) => {
    const former = entriesOf(before[field])
    return entriesOf(after[field]).some((item) => {
      const old = former.find(({ id }) => id === item.id)
      return old !== undefined && isChanged(old, item)
    })
  }
}

/** Whether one list has something that the other has not. */
function hasMore(one: unknown, other: unknown): boolean {
  const known = entriesOf(other).map(({ id }) => id)
  return entriesOf(one).some(({ id }) => !known.includes(id))
}

/** Of a list of Stripe's, or of an array of ids. */
function entriesOf(list: unknown): Item[] {
  const entries = Array.isArray(list) ? list : ((list as { data?: unknown[] } | null | undefined)?.data ?? [])
  return entries.map((entry) => (typeof entry === 'string' ? { id: entry } : (entry as Item)))
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other)
}
