// Who may use a promotion code, and for what.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { isValid } from './coupon-of.ts'

export type PromotionCode = StripeObject<'promotion_code'>

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    promotion_code: { _currencyOptions: Record<string, { minimum_amount?: number }> | undefined }
  }
}

/** Where it is redeemed: by whom, and on how much in which currency. */
export type Redemption = { customer: string | null; currency: string; subtotal: number }

/** Switched on, not run out, and its coupon still valid. */
export function isRedeemable(context: Context, code: PromotionCode): boolean {
  const coupon = context.find('coupon', code.promotion.coupon as string)
  const isOpen = code.expires_at === null || context.now() < code.expires_at
  const isLeft = code.max_redemptions === null || code.times_redeemed < code.max_redemptions
  return code.active && isOpen && isLeft && coupon !== undefined && isValid(coupon, context.now())
}

/** @throws StripeError when this customer cannot use it for this */
export function redeemPromotionCode(context: Context, code: PromotionCode, given: Redemption, param: string) {
  const refuse = (reason: string) =>
    invalidRequest(`This promotion code cannot be redeemed because ${reason}.`, { param })
  if (!isRedeemable(context, code)) throw refuse('it is no longer active')
  if (code.customer !== null && code.customer !== given.customer)
    throw refuse('it is restricted to a different customer')
  const { first_time_transaction: isFirstOnly } = code.restrictions
  if (isFirstOnly && given.customer && hasPaid(context, given.customer))
    throw refuse('the associated customer has prior transactions')
  const minimum = minimumIn(code, given.currency)
  if (minimum === undefined) throw refuse(`it has no minimum amount in ${given.currency}`)
  if (given.subtotal < minimum) throw refuse('the minimum amount is not reached')
  context.emit('promotion_code.updated', context.update(code, { times_redeemed: code.times_redeemed + 1 }), code)
}

function minimumIn({ restrictions, _currencyOptions: options }: PromotionCode, currency: string): number | undefined {
  const { minimum_amount: amount, minimum_amount_currency: own } = restrictions
  if (amount === null || own === currency) return amount ?? 0
  return options?.[currency]?.minimum_amount
}

function hasPaid(context: Context, customer: string): boolean {
  const paid = context.list('invoice', (invoice) => invoice.customer === customer && invoice.amount_paid > 0)
  if (paid.length > 0) return true
  return context.list('charge', (charge) => charge.customer === customer && charge.status === 'succeeded').length > 0
}
