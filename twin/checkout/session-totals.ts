// What a checkout session comes to, line by line.
import { isMetered } from '../billing/amounts/is-metered.ts'
import { reductionsOf } from '../discounts/coupon-of.ts'
import { discountLines, type Reduction } from '../discounts/discount-lines.ts'
import { redeemDiscounts } from '../discounts/redeem-discounts.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import { formatAmount, leastCharge } from '../payments/currencies.ts'
import { discountsOf } from './session-discounts.ts'
import { type CreateParams, inCurrency, lineAmount, type Session, type SessionLine } from './session-lines.ts'

export type Given = {
  lines: SessionLine[]
  currency: string
  customer: string | null
  params: CreateParams
  shipping: Session['shipping_cost']
}

export function totalsOf(context: Context, given: Given) {
  const { lines, currency, params } = given
  const amounts = lines.map((line) => lineAmount(context, line, currency))
  const subtotal = sum(amounts)
  const off = sum(reductionsBy(context, given, amounts))
  const isTrial = Boolean(params.subscription_data?.trial_period_days || params.subscription_data?.trial_end)
  const later = lines.map((line, index) => (context.get('price', line.price).recurring ? (amounts[index] ?? 0) : 0))
  const shipping = given.shipping?.amount_total ?? 0
  const total = Math.max(0, subtotal - off - (isTrial ? sum(later) : 0)) + shipping
  checkLeast(params, total, currency)
  return {
    amount_subtotal: subtotal,
    amount_total: total,
    currency,
    total_details: { amount_discount: off, amount_shipping: shipping, amount_tax: 0 },
  }
}

/** What an open session comes to, now that its lines or its discounts have changed. */
export function retotal(context: Context, session: Session, lines = session._lines ?? []) {
  return totalsOf(context, { ...givenOf(session), lines })
}

function givenOf(session: Session): Given {
  return {
    lines: session._lines ?? [],
    currency: session.currency ?? 'usd',
    customer: session.customer as string | null,
    params: { ...session._given, discounts: discountsOf(session) },
    shipping: session.shipping_cost,
  }
}

/** The currency of the request, else of the first price. */
export function currencyOf(context: Context, lines: SessionLine[], wanted: string | undefined): string {
  const [first] = lines
  return wanted ?? (first ? context.get('price', first.price).currency : 'usd')
}

export function viewLines(context: Context, session: Session) {
  const lines = session._lines ?? []
  const currency = session.currency ?? 'usd'
  const amounts = lines.map((line) => lineAmount(context, line, currency))
  const given = givenOf(session)
  const off = session.status === 'open' ? reductionsBy(context, given, amounts) : keptDiscounts(session, amounts)
  return lines.map((line, index) => {
    const price = context.get('price', line.price)
    const [amount = 0, discount = 0] = [amounts[index], off[index]]
    return {
      id: line.id,
      object: 'item',
      adjustable_quantity: line.adjustable,
      amount_discount: discount,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount - discount,
      currency,
      description: context.find('product', price.product as string)?.name ?? null,
      metadata: line.metadata,
      price: inCurrency(price, currency),
      quantity: isMetered(price) ? null : line.quantity,
    }
  })
}

/** What each line loses; the redemption itself is counted when the session completes. */
function reductionsBy(context: Context, { lines, currency, customer, params }: Given, amounts: number[]): number[] {
  if (!params.discounts?.length) return amounts.map(() => 0)
  const owner = { customer, currency, subtotal: sum(amounts) }
  const reductions = context.account.dryRun(() =>
    reductionsOf(context, redeemDiscounts(context, params.discounts ?? [], owner), currency),
  )
  return reduce(context, lines, amounts, reductions)
}

function reduce(context: Context, lines: SessionLine[], amounts: number[], reductions: Reduction[]): number[] {
  const discountable = lines.map((line, index) => ({
    amount: amounts[index] ?? 0,
    product: context.get('price', line.price).product as string,
    isDiscountable: true,
    own: [],
  }))
  return discountLines(discountable, reductions).map((each) => sum(each.map(({ amount }) => amount)))
}

/** Over: the coupon may be gone, the sum stays. */
function keptDiscounts({ total_details: details }: Session, amounts: number[]): number[] {
  const total = sum(amounts)
  let left = details?.amount_discount ?? 0
  return amounts.map((amount, index) => {
    const share =
      index === amounts.length - 1 ? left : Math.round(((details?.amount_discount ?? 0) * amount) / (total || 1))
    left -= share
    return share
  })
}

function checkLeast({ mode }: CreateParams, total: number, currency: string) {
  const least = leastCharge(currency)
  if (mode !== 'payment' || total === 0 || total >= least) return
  throw invalidRequest(
    `The Checkout Session's total amount due must add up to at least ${formatAmount(least, currency)} ${currency}`,
    { code: 'amount_too_small' },
  )
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
