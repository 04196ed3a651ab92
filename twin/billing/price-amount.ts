// What a quantity of a price costs, in whole minor units.
import type { StripeObject } from '../kernel/wire.ts'

type Price = StripeObject<'price'>
type Tier = NonNullable<Price['_tiers']>[number]

export function priceAmount(price: Price, quantity: number): number {
  const units = transformed(price, quantity)
  if (price.billing_scheme === 'tiered') return Math.round(tieredAmount(price, units))
  return Math.round(Number(price.unit_amount_decimal ?? price.unit_amount ?? 0) * units)
}

function transformed({ transform_quantity: transform }: Price, quantity: number): number {
  if (!transform) return quantity
  return transform.round === 'up'
    ? Math.ceil(quantity / transform.divide_by)
    : Math.floor(quantity / transform.divide_by)
}

function tieredAmount({ _tiers: tiers, tiers_mode: mode }: Price, quantity: number): number {
  if (!tiers) return 0
  if (mode === 'volume') {
    const tier = tiers.find((one) => one.up_to === null || quantity <= one.up_to)
    return tier ? tierAmount(tier, quantity) : 0
  }
  let below = 0
  let amount = 0
  for (const tier of tiers) {
    const inTier = Math.min(quantity, tier.up_to ?? quantity) - below
    // The first tier's flat fee is due even for nothing.
    if (inTier <= 0 && below > 0) break
    amount += tierAmount(tier, Math.max(0, inTier))
    below = tier.up_to ?? quantity
  }
  return amount
}

function tierAmount(tier: Tier, quantity: number): number {
  return (
    Number(tier.unit_amount_decimal ?? tier.unit_amount ?? 0) * quantity +
    Number(tier.flat_amount_decimal ?? tier.flat_amount ?? 0)
  )
}
