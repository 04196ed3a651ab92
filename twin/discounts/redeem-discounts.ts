// The `discounts` of a request become discounts of what they are given to.
import { addIntervals } from '../billing/subscriptions/periods.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import { amountIn, type Coupon, type Discount, isValid } from './coupon-of.ts'
import { type Redemption, redeemPromotionCode } from './redeem-promotion-code.ts'

export type GivenDiscount = { coupon?: string; discount?: string; promotion_code?: string }
/** What the discount lies on, as the fields of a discount name it. */
export type DiscountOwner = Redemption &
  Partial<Pick<Discount, 'subscription' | 'subscription_item' | 'invoice' | 'invoice_item' | 'checkout_session' | 'id'>>

const mostDiscounts = 20

/**
 * Creates one discount for each entry, in order, and counts the redemptions.
 * @param reusable ids of the discounts that an entry may name again, as `{ discount }`
 * @returns ids for the owner's `discounts`
 */
export function redeemDiscounts(
  context: Context,
  given: readonly GivenDiscount[],
  owner: DiscountOwner,
  { reusable = [], param = 'discounts' }: { reusable?: readonly unknown[]; param?: string } = {},
): string[] {
  if (given.length > mostDiscounts) throw invalidRequest(`You can apply at most ${mostDiscounts} discounts.`, { param })
  return given.map((entry, index) => redeemOne(context, entry, owner, reusable, `${param}[${index}]`))
}

function redeemOne(
  context: Context,
  entry: GivenDiscount,
  owner: DiscountOwner,
  reusable: readonly unknown[],
  param: string,
): string {
  const named = [entry.coupon, entry.discount, entry.promotion_code].filter((id) => id !== undefined)
  if (named.length !== 1)
    throw invalidRequest('You must specify exactly one of coupon, discount, or promotion_code.', { param })
  if (entry.discount !== undefined) {
    if (reusable.includes(entry.discount)) return entry.discount
    throw invalidRequest(`No such discount: '${entry.discount}'`, {
      code: 'resource_missing',
      param: `${param}[discount]`,
    })
  }
  if (entry.promotion_code === undefined)
    return addDiscount(
      context,
      context.get('coupon', entry.coupon ?? '', `${param}[coupon]`),
      owner,
      `${param}[coupon]`,
    )
  const field = `${param}[promotion_code]`
  const code = context.get('promotion_code', entry.promotion_code, field)
  redeemPromotionCode(context, code, owner, field)
  const coupon = context.get('coupon', code.promotion.coupon as string, field)
  return addDiscount(context, coupon, owner, field, code.id)
}

function addDiscount(
  context: Context,
  coupon: Coupon,
  owner: DiscountOwner,
  param: string,
  code: string | null = null,
) {
  if (!isValid(coupon, context.now()))
    throw invalidRequest(`Coupon expired: ${coupon.id}`, { code: 'coupon_expired', param })
  if (amountIn(coupon, owner.currency) === undefined)
    throw invalidRequest(`The coupon ${coupon.id} cannot be applied: it has no amount in ${owner.currency}.`, { param })
  const now = context.now()
  const months = { interval: 'month', interval_count: coupon.duration_in_months ?? 0 }
  const { currency: _, subtotal: __, customer, ...where } = owner
  const discount = context.insert('discount', {
    ...where,
    customer,
    customer_account: customer ? (context.find('customer', customer)?.customer_account ?? null) : null,
    end: coupon.duration === 'repeating' ? addIntervals(now, months, 1) : null,
    promotion_code: code,
    source: { type: 'coupon', coupon: coupon.id },
    start: now,
  })
  context.emit('coupon.updated', context.update(coupon, { times_redeemed: coupon.times_redeemed + 1 }), coupon)
  return discount.id
}
