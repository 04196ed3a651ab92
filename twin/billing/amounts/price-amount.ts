// What a quantity of a price costs, in whole minor units: added up exactly, rounded once, half a unit away from zero.
import type { StripeObject } from '../../kernel/wire.ts'
import { parseDecimal } from '../../usage/decimal.ts'

type Price = StripeObject<'price'>
type Tier = NonNullable<Price['_tiers']>[number]
type Quantity = number | string
export type TierPart = {
  /** Counted from one. */
  tier: number
  isFlat: boolean
  /** At 10^-12; none for a flat fee. */
  quantity: bigint
  /** Of a unit, or the whole flat fee. */
  unitAmount: string
  /** At 10^-24. */
  amount: bigint
}

/** Amount times quantity stands at 10^-24. */
const unit = 10n ** 24n
const one = 10n ** 12n

export function priceAmount(price: Price, quantity: Quantity): number {
  const units = transformed(price, parseDecimal(String(quantity)))
  if (price.billing_scheme === 'tiered') return roundMinor(tieredAmount(price, units))
  return roundMinor(parseDecimal(decimalOf(price.unit_amount_decimal, price.unit_amount)) * units)
}

/** The price as it is in this currency; undefined when it has no amounts in that one. */
export function priceIn(price: Price, currency: string): Price | undefined {
  if (price.currency === currency) return price
  const option = price._currencyOptions?.[currency]
  if (!option) return undefined
  const { tiers, ...amounts } = option
  return { ...price, ...amounts, currency, _tiers: tiers ?? null }
}

/** A decimal unit amount times a decimal quantity. */
export function multiplyAmount(unitAmount: string, quantity: Quantity): number {
  return roundMinor(parseDecimal(unitAmount) * parseDecimal(String(quantity)))
}

function transformed({ transform_quantity: transform }: Price, quantity: bigint): bigint {
  if (!transform) return quantity
  const packet = BigInt(transform.divide_by) * one
  const packets = quantity / packet
  const isStarted = transform.round === 'up' && quantity % packet > 0n
  return (isStarted ? packets + 1n : packets) * one
}

function tieredAmount({ _tiers: tiers, tiers_mode: mode }: Price, quantity: bigint): bigint {
  if (!tiers) return 0n
  if (mode === 'volume') {
    const tier = tiers.find((one) => one.up_to === null || quantity <= upTo(one.up_to))
    return tier ? tierAmount(tier, quantity) : 0n
  }
  return partsOf(tiers, quantity).reduce((sum, { amount }) => sum + amount, 0n)
}

/** What each tier of a graduated price adds: its units first, then its flat fee, where it has one. */
export function graduatedParts({ _tiers: tiers }: Price, quantity: Quantity): TierPart[] {
  return partsOf(tiers ?? [], parseDecimal(String(quantity))).filter((part) => part.isFlat || part.quantity > 0n)
}

function partsOf(tiers: Tier[], quantity: bigint): TierPart[] {
  const parts: TierPart[] = []
  let below = 0n
  for (const [index, tier] of tiers.entries()) {
    const end = tier.up_to === null ? quantity : upTo(tier.up_to)
    const inTier = (quantity < end ? quantity : end) - below
    // The first tier's flat fee is due even for nothing.
    if (inTier <= 0n && below > 0n) break
    const units = inTier > 0n ? inTier : 0n
    const unitAmount = decimalOf(tier.unit_amount_decimal, tier.unit_amount)
    const flat = decimalOf(tier.flat_amount_decimal, tier.flat_amount)
    const part = { tier: index + 1, quantity: units, unitAmount, isFlat: false }
    parts.push({ ...part, amount: parseDecimal(unitAmount) * units })
    if (flat !== '0')
      parts.push({ ...part, quantity: 0n, unitAmount: flat, isFlat: true, amount: parseDecimal(flat) * one })
    below = end
  }
  return parts
}

function upTo(limit: number): bigint {
  return BigInt(limit) * one
}

function tierAmount(tier: Tier, quantity: bigint): bigint {
  const flat = parseDecimal(decimalOf(tier.flat_amount_decimal, tier.flat_amount))
  return parseDecimal(decimalOf(tier.unit_amount_decimal, tier.unit_amount)) * quantity + flat * one
}

function decimalOf(decimal: string | null, whole: number | null): string {
  return decimal ?? String(whole ?? 0)
}

function roundMinor(amount: bigint): number {
  const absolute = amount < 0n ? -amount : amount
  const rounded = Number((absolute + unit / 2n) / unit)
  return amount < 0n ? 0 - rounded : rounded
}
