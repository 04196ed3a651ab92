// The lines of an invoice: what a subscription's items cost for a period, and what waits as an invoice item.
import { currentDiscounts } from '../../discounts/current-discounts.ts'
import type { DiscountAmount } from '../../discounts/discount-lines.ts'
import type { Context } from '../../kernel/context.ts'
import type { ObjectFields, StripeObject } from '../../kernel/wire.ts'
import { digitsOf } from '../../payments/currencies.ts'
import type { Span } from '../../usage/aggregate-usage.ts'
import { isMetered } from '../amounts/is-metered.ts'
import { priceAmount, priceIn } from '../amounts/price-amount.ts'

declare module '../../kernel/wire.ts' {
  interface HiddenFields {
    line_item: {
      /** What it counts of a meter, while it can still grow. */
      _usage: { item: string; price: string; span: Span }
      /** What discounts took off a proration when it was made. */
      _prorated: DiscountAmount[]
    }
  }
}

type Item = StripeObject<'subscription_item'>
type Price = StripeObject<'price'>
export type LineFields = ObjectFields<'line_item'>
export type Period = { start: number; end: number }

/** The item's price, in the currency of its subscription. */
export function itemPrice(context: Context, item: Item): Price {
  const price = context.get('price', item._price ?? '')
  return priceIn(price, context.get('subscription', item.subscription).currency) ?? price
}

export function productName(context: Context, price: Price): string {
  return context.find('product', price.product as string)?.name ?? (price.product as string)
}

/** One item for one period; free while a trial runs, and for usage that no meter counted. */
export function itemLine(context: Context, item: Item, period: Period, isTrial: boolean): LineFields {
  const price = itemPrice(context, item)
  const quantity = isMetered(price) ? 0 : (item.quantity ?? 1)
  const amount = isTrial ? 0 : priceAmount(price, quantity)
  return {
    amount,
    subtotal: amount,
    currency: price.currency,
    description: isTrial
      ? `Free trial for ${quantity} × ${productName(context, price)}`
      : describeLine(context, price, quantity),
    period,
    quantity,
    quantity_decimal: String(quantity),
    subscription: item.subscription,
    discountable: true,
    discounts: currentDiscounts(context, item.discounts),
    metadata: context.get('subscription', item.subscription).metadata,
    parent: {
      type: 'subscription_item_details',
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: null,
        subscription: item.subscription,
        subscription_item: item.id,
      },
    },
    pricing: pricingOf(price),
  }
}

/** A pending invoice item becomes a line of the invoice that takes it. */
export function pendingLine(context: Context, item: StripeObject<'invoiceitem'>): LineFields {
  const price = item.pricing?.price_details
    ? context.find('price', item.pricing.price_details.price as string)
    : undefined
  return {
    amount: item.amount,
    subtotal: item.amount,
    currency: item.currency,
    description: item.description,
    period: item.period,
    quantity: item.quantity,
    quantity_decimal: item.quantity_decimal,
    subscription: item.parent?.subscription_details?.subscription ?? null,
    discountable: item.discountable,
    discounts: item.discounts ?? [],
    metadata: item.metadata ?? {},
    parent: parentOf(item),
    pricing: price ? { ...pricingOf(price), ...item.pricing } : item.pricing,
    // An amount before discounts has them beside it.
    ...(item.proration && item.net_amount !== item.amount
      ? { _prorated: item.proration_details?.discount_amounts as DiscountAmount[] }
      : {}),
  } as LineFields
}

function parentOf(item: StripeObject<'invoiceitem'>): LineFields['parent'] {
  const { subscription = null, subscription_item: sold } = item.parent?.subscription_details ?? {}
  const credited = item.proration_details?.credited_items?.invoice_line_item_details ?? null
  const shared = {
    invoice_item: item.id,
    proration: item.proration,
    proration_details: { credited_items: credited },
    subscription,
  }
  return item.proration && sold
    ? {
        type: 'subscription_item_details',
        invoice_item_details: null,
        subscription_item_details: { ...shared, subscription_item: sold },
      }
    : { type: 'invoice_item_details', invoice_item_details: shared, subscription_item_details: null }
}

export function pricingOf(price: Price) {
  return {
    type: 'price_details' as const,
    price_details: { price: price.id, product: price.product as string },
    unit_amount_decimal: price.unit_amount_decimal,
  }
}

function describeLine(context: Context, price: Price, quantity: number): string {
  const cost = price.billing_scheme === 'per_unit' ? ` (${describeCost(price, price.unit_amount_decimal ?? '0')})` : ''
  return `${quantity} × ${productName(context, price)}${cost}`
}

/** As `at $7.00 / month`. */
export function describeCost({ recurring, currency }: Price, amount: string): string {
  const every =
    recurring && recurring.interval_count > 1
      ? `${recurring.interval_count} ${recurring.interval}s`
      : recurring?.interval
  return `at ${money(currency, amount)} / ${every}`
}

function money(currency: string, amount: string): string {
  const value = Number(amount) / 10 ** digitsOf(currency)
  // A price below the minor unit is written out.
  return new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 12 }).format(value)
}
