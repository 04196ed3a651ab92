// A graduated price is billed tier by tier: a line for the units in each, and one for each flat fee.
import { allocate } from '../../discounts/allocate.ts'
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { formatDecimal } from '../../usage/decimal.ts'
import { describeCost, type LineFields, productName } from '../invoices/invoice-lines.ts'
import { graduatedParts, priceIn, type TierPart } from './price-amount.ts'

type Line = StripeObject<'line_item'>
type Price = StripeObject<'price'>

/** The line itself, unless what it sells has tiers that add up. */
export function tierLines(context: Context, line: LineFields): LineFields[] {
  const price = graduatedPrice(context, line as Line)
  if (!price || !line.amount) return [line]
  const parts = graduatedParts(price, line.quantity_decimal ?? '0')
  const amounts = allocate(
    line.amount,
    parts.map(({ amount }) => Number(amount)),
  )
  return parts.map((part, index) => partLine(context, line, price, part, amounts[index] ?? 0))
}

function graduatedPrice(context: Context, { parent, pricing, currency }: Line): Price | undefined {
  const sold = parent?.subscription_item_details
  const price = context.find('price', pricing?.price_details?.price as string | undefined)
  if (!sold || sold.proration || price?.tiers_mode !== 'graduated') return undefined
  return priceIn(price, currency)
}

function partLine(context: Context, line: LineFields, price: Price, part: TierPart, amount: number): LineFields {
  const { tier, isFlat, quantity, unitAmount } = part
  const units = formatDecimal(quantity)
  const name = isFlat ? productName(context, price) : `${units} × ${productName(context, price)}`
  return {
    ...line,
    amount,
    subtotal: amount,
    description: `${name} (Tier ${tier} ${describeCost(price, unitAmount)})`,
    quantity: Math.trunc(Number(units)),
    quantity_decimal: units,
    pricing: { ...line.pricing, unit_amount_decimal: unitAmount } as LineFields['pricing'],
  }
}
