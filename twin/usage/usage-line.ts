// What metered items cost: lines that follow the meter until their invoice is final.

import { isMetered } from '../billing/amounts/is-metered.ts'
import { periodLine } from '../billing/amounts/period-line.ts'
import { priceAmount } from '../billing/amounts/price-amount.ts'
import { tierLines } from '../billing/amounts/tier-lines.ts'
import { addLine } from '../billing/invoices/draft-invoice.ts'
import { itemLine, itemPrice, type LineFields, type Period, pricingOf } from '../billing/invoices/invoice-lines.ts'
import { linesOf, sumInvoice } from '../billing/invoices/sum-invoice.ts'
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { meterUsage, type Span, settleUsage } from './aggregate-usage.ts'
import { formatDecimal, parseDecimal } from './decimal.ts'
import { groupBy } from './group-by.ts'

type Item = StripeObject<'subscription_item'>

/**
 * One metered item's usage in a period.
 * @param until when the counting ends, where that is not with the period
 */
export function usageLine(context: Context, item: Item, period: Period, until = period.end): LineFields {
  const span = { start: period.start, end: until }
  return {
    ...itemLine(context, item, period, false),
    ...countUsage(context, item, span),
    _usage: { item: item.id, price: item._price ?? '', span },
  }
}

/** A line for what the item costs next: licensed in advance, metered for the period that ended. */
export function cycleLine(context: Context, item: Item, ended: Period): LineFields {
  return isMetered(itemPrice(context, item)) ? usageLine(context, item, ended) : periodLine(context, item)
}

/** Before it is final: with all that has been counted by now. */
export function refreshUsage(context: Context, draft: StripeObject<'invoice'>): StripeObject<'invoice'> {
  const growing = groupBy(
    linesOf(context, draft).filter((line) => line._usage),
    (line) => JSON.stringify(line._usage),
  )
  if (growing.length === 0) return draft
  for (const [, lines] of growing) recount(context, draft, lines)
  return sumInvoice(context, draft)
}

/** The lines of one item's usage: as many as the tiers that it reaches by now. */
function recount(context: Context, draft: StripeObject<'invoice'>, lines: StripeObject<'line_item'>[]) {
  const [{ id: _, ...first } = { id: '' }] = lines
  const usage = (first as LineFields)._usage
  const item = context.find('subscription_item', usage?.item)
  if (!item || !usage) return
  const counted = countUsage(context, { ...item, _price: usage.price }, usage.span)
  const parts = tierLines(context, { ...(first as LineFields), ...counted })
  parts.forEach((part, index) => {
    const line = lines[index]
    if (line) context.update(line, part)
    else addLine(context, draft, part)
  })
  for (const line of lines.slice(parts.length)) context.delete(line)
}

/** Never below nothing, whatever was reported. */
function usageOfItem(context: Context, item: Item, span: Span): string {
  const counted = meterOf(context, item)
  if (!counted) return '0'
  const used = parseDecimal(meterUsage(context, counted.meter, counted.customer, span, item.id))
  return formatDecimal(used < 0n ? 0n : used)
}

/** What was used until now is not this item's to bill, or is billed already. */
export function settleUsageOf(context: Context, item: Item) {
  const counted = meterOf(context, item)
  const { id, current_period_start: since } = item
  if (counted) settleUsage(context, counted.meter, counted.customer, { item: id, since })
}

function meterOf(context: Context, item: Item) {
  const meter = context.find('billing.meter', itemPrice(context, item).recurring?.meter)
  const { customer } = context.get('subscription', item.subscription)
  return meter && { meter, customer: customer as string }
}

function countUsage(context: Context, item: Item, span: Span) {
  const price = itemPrice(context, item)
  const used = usageOfItem(context, item, span)
  const amount = priceAmount(price, Number(used))
  return {
    amount,
    subtotal: amount,
    description: describeUsage(context, item, used),
    quantity: Math.trunc(Number(used)),
    quantity_decimal: used,
    pricing: pricingOf(price),
  }
}

function describeUsage(context: Context, item: Item, used: string): string {
  const { description } = itemLine(context, item, { start: 0, end: 0 }, false)
  return (description ?? '').replace(/^0 ×/, `${used} ×`)
}
