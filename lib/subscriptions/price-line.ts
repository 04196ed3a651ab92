// What one item of a subscription costs, exactly. Amounts are whole minor units; a price of one unit may be finer, and is text then.
import type Stripe from 'stripe'

export interface PriceLine {
  /** What it is: the product's name. */
  name: string
  currency: string
  interval: Interval | null
  price: LinePrice
}

export type LinePrice =
  | { kind: 'flat'; totalMinor: number; unitMinor: string; quantity: number }
  /** Use decides; null where the price of one unit depends on how many there are. */
  | { kind: 'by_use'; unitMinor: string | null }
  /** The number decides which price holds. */
  | { kind: 'tiered'; quantity: number }

export interface Interval {
  unit: string
  count: number
}

type Item = Pick<Stripe.SubscriptionItem, 'price' | 'quantity'>

export function viewPriceLine({ price, quantity = 1 }: Item, name: string): PriceLine {
  const { recurring, currency } = price
  return {
    name,
    currency,
    interval: recurring && { unit: recurring.interval, count: recurring.interval_count },
    price: priceOf(price, quantity),
  }
}

/** The whole of it, where every line is fixed and comes due in the same rhythm. */
export function totalOf(
  lines: readonly PriceLine[],
): { totalMinor: number; currency: string; interval: Interval | null } | null {
  const [first] = lines
  if (!first) return null
  let totalMinor = 0
  for (const { price, currency, interval } of lines) {
    if (price.kind !== 'flat' || currency !== first.currency || !isSame(interval, first.interval)) return null
    totalMinor += price.totalMinor
  }
  return { totalMinor, currency: first.currency, interval: first.interval }
}

function priceOf(price: Stripe.Price, quantity: number): LinePrice {
  const unitMinor = price.unit_amount_decimal?.toString() ?? price.unit_amount?.toString() ?? null
  if (price.recurring?.usage_type === 'metered') return { kind: 'by_use', unitMinor }
  if (price.billing_scheme === 'tiered' || unitMinor === null) return { kind: 'tiered', quantity }
  return { kind: 'flat', totalMinor: multiply(unitMinor, packagesOf(price, quantity)), unitMinor, quantity }
}

function packagesOf({ transform_quantity: transform }: Stripe.Price, quantity: number): number {
  if (!transform) return quantity
  const packages = quantity / transform.divide_by
  return transform.round === 'up' ? Math.ceil(packages) : Math.floor(packages)
}

/** In whole numbers throughout, rounded half up as Stripe does. */
function multiply(unitMinor: string, factor: number): number {
  const [whole = '0', fraction = ''] = unitMinor.split('.')
  const scale = 10n ** BigInt(fraction.length)
  const product = BigInt(whole + fraction) * BigInt(factor)
  return Number((product * 2n + scale) / (scale * 2n))
}

function isSame(one: Interval | null, other: Interval | null): boolean {
  return one?.unit === other?.unit && one?.count === other?.count
}
