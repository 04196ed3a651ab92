import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { Reduction } from './discount-lines.ts'

export type Coupon = StripeObject<'coupon'>
export type Discount = StripeObject<'discount'>

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    /** Answered only when asked for, by `expand`. */
    coupon: {
      _appliesTo: { products: string[] } | undefined
      _currencyOptions: Record<string, { amount_off: number }> | undefined
    }
  }
}

/** A coupon that was deleted still discounts what it was applied to. */
export function couponOf(context: Context, discount: Discount): Coupon {
  const id = discount.source.coupon as string
  return context.find('coupon', id) ?? (context.account.store.findDeleted('coupon', id) as Coupon)
}

/** Whether it can be redeemed now. */
export function isValid(coupon: Coupon, now: number): boolean {
  const { redeem_by: lastDay, max_redemptions: most, times_redeemed: times } = coupon
  return (lastDay === null || now <= lastDay) && (most === null || times < most)
}

/** What it takes off in a currency; undefined when it has no amount in that one. */
export function amountIn(coupon: Coupon, currency: string): number | undefined {
  if (coupon.amount_off === null) return 0
  return coupon.currency === currency ? coupon.amount_off : coupon._currencyOptions?.[currency]?.amount_off
}

/** The discounts as arithmetic; one without an amount in the invoice's currency takes nothing. */
export function reductionsOf(context: Context, ids: readonly unknown[], currency: string): Reduction[] {
  return ids.flatMap((id) => {
    const discount = context.find('discount', id as string)
    if (!discount) return []
    const coupon = couponOf(context, discount)
    const amountOff = amountIn(coupon, currency) ?? 0
    return [
      { id: discount.id, percentOff: coupon.percent_off, amountOff, products: coupon._appliesTo?.products ?? null },
    ]
  })
}
