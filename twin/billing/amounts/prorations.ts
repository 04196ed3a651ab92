// When an item changes within its period: the unused time comes back, the remaining time is charged.
import type { Context } from '../../kernel/context.ts'
import type { ObjectFields, StripeObject } from '../../kernel/wire.ts'
import { pricingOf, productName } from '../invoices/invoice-lines.ts'
import { billedUntil } from '../subscriptions/billed-until.ts'
import { intervalOf } from '../subscriptions/item-periods.ts'
import { describeDay, periodAround } from '../subscriptions/periods.ts'
import type { Item } from '../subscriptions/subscription-items.ts'
import { isMetered } from './is-metered.ts'
import { billedCost, billedLines, type Cost, currentCost, type Side } from './prorated-cost.ts'

type Line = StripeObject<'line_item'>

export type ProratedChange = {
  subscription: StripeObject<'subscription'>
  item: Item
  before: Side | undefined
  after: Side | undefined
  at: number
  /** Left out, what is billed of the item's period. */
  until?: number
}

/** Where nothing was paid, nothing can come back. */
export function isPaidFor({ status }: Pick<StripeObject<'subscription'>, 'status'>): boolean {
  return status !== 'trialing' && status !== 'incomplete' && status !== 'paused'
}

/** Leaves the two sides of the change as pending invoice items of the subscription. */
export function prorate(context: Context, change: ProratedChange) {
  const { subscription, before, after, at } = change
  const item = change.item.id
  if (before && !isMetered(before.price)) {
    const credited = billedLines(context, item, before, at)
    const cost = credited[0] ? billedCost(before, credited) : currentCost(context, subscription, item, before)
    addProration(context, change, before, { cost, sign: -1, words: 'Unused time on', credited })
  }
  if (after && !isMetered(after.price)) {
    const cost = currentCost(context, subscription, item, after)
    addProration(context, change, after, { cost, sign: 1, words: 'Remaining time on' })
  }
}

type Proration = { cost: Cost; sign: 1 | -1; words: string; credited?: Line[] }

function addProration(
  context: Context,
  change: ProratedChange,
  { price, quantity }: Side,
  { cost, sign, words, credited = [] }: Proration,
) {
  const { subscription, item, at, until = billedUntil(item) } = change
  const { start, end } = periodAround(subscription.billing_cycle_anchor, intervalOf(price), item.current_period_start)
  const share = (whole: number) => Math.round((whole * Math.max(0, until - at)) / (end - start))
  const discounts = cost.discounts.map((one) => ({ ...one, amount: sign * share(one.amount) || 0 }))
  const discount = cost.discounts.reduce((sum, { amount }) => sum + amount, 0)
  const isFlexible = subscription.billing_mode.type === 'flexible'
  const isItemized = subscription.billing_mode.flexible?.proration_discounts === 'itemized'
  const net = sign * share(cost.gross - discount) || 0
  const name = quantity === 1 ? productName(context, price) : `${quantity} × ${productName(context, price)}`
  const pending = context.insert('invoiceitem', {
    amount: isItemized ? discounts.reduce((sum, { amount }) => sum + amount, net) : net,
    net_amount: net,
    currency: price.currency,
    customer: subscription.customer as string,
    date: context.now(),
    description: `${words} ${name} after ${describeDay(at)}`,
    discountable: false,
    discounts: [],
    invoice: null,
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
    },
    period: { start: at, end: until },
    pricing: pricingOf(price),
    proration: true,
    proration_details: {
      credited_items: creditedItems(credited),
      discount_amounts: isFlexible ? discounts : [],
    },
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
  } as ObjectFields<'invoiceitem'>)
  context.emit('invoiceitem.created', pending)
}

function creditedItems(lines: Line[]) {
  const [first] = lines
  if (!first) return null
  return {
    type: 'invoice_line_items' as const,
    invoice_line_item_details: { invoice: first.invoice, invoice_line_items: lines.map(({ id }) => id) },
  }
}
