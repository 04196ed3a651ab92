// Keeps an invoice's sums equal to its lines: what they cost, what discounts take off, what the balance changes.
import { reductionsOf } from '../../discounts/coupon-of.ts'
import { type DiscountAmount, discountLines, sumDiscounts } from '../../discounts/discount-lines.ts'
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { balanceIn } from './customer-balance.ts'

type Invoice = StripeObject<'invoice'>
type Line = StripeObject<'line_item'>

/** Recomputes the sums of a draft from its lines. */
export function sumInvoice(context: Context, { id }: { id: string }): Invoice {
  const invoice = context.get('invoice', id)
  const lines = linesOf(context, invoice)
  const amounts = discountLines(
    lines.map((line) => ({
      amount: line.amount,
      product: line.pricing?.price_details?.product ?? null,
      isDiscountable: line.discountable,
      own: reductionsOf(context, line.discounts, invoice.currency),
    })),
    reductionsOf(context, invoice.discounts, invoice.currency),
  ).map((found, index) => [...found, ...(lines[index]?._prorated ?? [])])
  lines.forEach((line, index) => {
    keepDiscounts(context, line, amounts[index] ?? [])
  })
  const gross = lines.reduce((sum, line) => sum + line.amount, 0)
  const ofLines = lines.flatMap((line, index) =>
    (amounts[index] ?? []).filter(({ discount }) => line.discounts.includes(discount)),
  )
  const subtotal = gross - sumOf(ofLines)
  const total = gross - sumOf(amounts.flat()) + invoice.amount_shipping
  const discounted = sumDiscounts(amounts)
  return context.update(invoice, {
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_excluding_tax: total,
    total_discount_amounts: discounted,
    total_pretax_credit_amounts: discounted.map(pretaxCredit),
    total_taxes: [],
    ...dueFields(context, invoice, total),
  })
}

/** What a draft owes depends on the customer's balance of the moment. */
export function dueFields(context: Context, invoice: Invoice, total = invoice.total) {
  const customer = context.find('customer', invoice.customer as string)
  const balance = customer ? balanceIn(context, customer, invoice.currency) : 0
  // What is below zero becomes credit on the customer's balance when the invoice is finalized.
  const due = Math.max(0, total + balance)
  return { starting_balance: balance, amount_due: due, amount_remaining: due }
}

/** In the order in which they were added. */
export function linesOf(context: Context, invoice: { id: string }): Line[] {
  return context.list('line_item', (line) => line.invoice === invoice.id).toReversed()
}

function keepDiscounts(context: Context, line: Line, amounts: DiscountAmount[]) {
  if (JSON.stringify(line.discount_amounts) === JSON.stringify(amounts)) return
  context.update(line, { discount_amounts: amounts, pretax_credit_amounts: amounts.map(pretaxCredit) })
}

function pretaxCredit({ discount, amount }: DiscountAmount) {
  return { type: 'discount' as const, discount, amount }
}

function sumOf(amounts: DiscountAmount[]): number {
  return amounts.reduce((sum, { amount }) => sum + amount, 0)
}
