// `amount_details` of a payment intent: what the amount is made of.
import type { Context } from '../kernel/context.ts'
import { belowMinimum, invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'

type Given = NonNullable<Params<'paymentIntents.create'>['amount_details']>
type GivenLine = NonNullable<Exclude<Given['line_items'], ''>>[number]
export type Line = StripeObject<'payment_intent_amount_details_line_item'>

export function readAmountDetails(context: Context, given: Given | undefined, amount: number) {
  if (!given) return { amount_details: { tip: {} } }
  const lines = (given.line_items || []).map((line, index) =>
    readLine(context, line, `amount_details[line_items][${index}]`),
  )
  if (lines.length > 200) throw invalid('There is a maximum of 200 line items.', 'line_items')
  const { discount_amount: discount, shipping, tax } = given
  checkWhole(discount, 1, 'amount_details[discount_amount]')
  if (shipping) checkWhole(shipping.amount, 0, 'amount_details[shipping][amount]')
  if (tax) checkWhole(tax.total_tax_amount, 0, 'amount_details[tax][total_tax_amount]')
  if (discount && lines.some((line) => line.discount_amount))
    throw invalid('A discount is given either as a whole or by line item.', 'discount_amount')
  if (tax && lines.some((line) => line.tax)) throw invalid('Tax is given either as a whole or by line item.', 'tax')
  const error = lines.length > 0 ? arithmeticError(lines, given, amount) : undefined
  if (error && given.enforce_arithmetic_validation !== false) throw invalid(error.message, 'line_items', error.code)
  return {
    amount_details: {
      ...(discount ? { discount_amount: discount } : {}),
      ...(error ? { error } : {}),
      ...(shipping ? { shipping: { amount: null, from_postal_code: null, to_postal_code: null, ...shipping } } : {}),
      ...(tax ? { tax: { total_tax_amount: tax.total_tax_amount } } : {}),
      tip: {},
    },
    _lineItems: lines,
  }
}

function readLine(context: Context, line: GivenLine, at: string): Line {
  checkWhole(line.quantity, 1, `${at}[quantity]`)
  checkWhole(line.unit_cost, 0, `${at}[unit_cost]`)
  checkWhole(line.discount_amount, 1, `${at}[discount_amount]`)
  for (const [name, most] of [
    ['product_code', 12],
    ['product_name', 1024],
  ] as const) {
    if ((line[name]?.length ?? 0) > most)
      throw invalidRequest(`Invalid string: must be at most ${most} characters`, { param: `${at}[${name}]` })
  }
  const { discount_amount = null, product_code = null, product_name, quantity, tax, unit_cost } = line
  return {
    id: context.newId('uli'),
    object: 'payment_intent_amount_details_line_item',
    discount_amount,
    payment_method_options: null,
    product_code,
    product_name,
    quantity,
    tax: tax ? { total_tax_amount: tax.total_tax_amount } : null,
    unit_cost,
    unit_of_measure: line.unit_of_measure ?? null,
  }
}

function arithmeticError(lines: Line[], { discount_amount: discount, shipping, tax }: Given, amount: number) {
  const items = lines.reduce(
    (sum, line) =>
      sum + line.quantity * line.unit_cost - (line.discount_amount ?? 0) + (line.tax?.total_tax_amount ?? 0),
    0,
  )
  const shippingAmount = (shipping || undefined)?.amount || 0
  const total = items - (discount || 0) + shippingAmount + ((tax || undefined)?.total_tax_amount || 0)
  if (total === amount) return undefined
  return {
    code: 'amount_details_amount_mismatch' as const,
    message: `The amount details add up to ${total}, which is not the PaymentIntent's amount of ${amount}.`,
  }
}

function checkWhole(value: number | '' | null | undefined, least: number, param: string) {
  if (value === undefined || value === '' || value === null || value >= least) return
  throw belowMinimum(least, param)
}

function invalid(message: string, name: string, code?: string) {
  return invalidRequest(message, { param: `amount_details[${name}]`, ...(code ? { code } : {}) })
}
