// When an item changes within its period: the unused time comes back, the remaining time is charged.
import type { Context } from '../kernel/context.ts'
import type { ObjectFields, StripeObject } from '../kernel/wire.ts'
import { pricingOf, productName } from './invoice-lines.ts'
import { describeDay } from './periods.ts'
import { priceAmount } from './price-amount.ts'

type Price = StripeObject<'price'>

export type ProratedChange = {
  subscription: StripeObject<'subscription'>
  item: string
  period: { start: number; end: number }
  before: { price: Price; quantity: number } | undefined
  after: { price: Price; quantity: number } | undefined
  at: number
}

/** Leaves the two sides of the change as pending invoice items of the subscription. */
export function prorate(context: Context, change: ProratedChange) {
  const { before, after } = change
  if (before) addProration(context, change, before, -1, 'Unused time on')
  if (after) addProration(context, change, after, 1, 'Remaining time on')
}

function addProration(
  context: Context,
  change: ProratedChange,
  { price, quantity }: { price: Price; quantity: number },
  sign: 1 | -1,
  words: string,
) {
  if (price.recurring?.usage_type === 'metered') return
  const { subscription, period, at, item } = change
  const share = (period.end - at) / (period.end - period.start)
  const amount = sign * Math.round(priceAmount(price, quantity) * share)
  const name = quantity === 1 ? productName(context, price) : `${quantity} × ${productName(context, price)}`
  const pending = context.insert('invoiceitem', {
    amount,
    net_amount: amount,
    currency: price.currency,
    customer: subscription.customer as string,
    date: context.now(),
    description: `${words} ${name} after ${describeDay(at)}`,
    discountable: false,
    invoice: null,
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: subscription.id, subscription_item: item },
    },
    period: { start: at, end: period.end },
    pricing: pricingOf(price),
    proration: true,
    quantity,
    quantity_decimal: String(quantity),
  } as ObjectFields<'invoiceitem'>)
  context.emit('invoiceitem.created', pending)
}
