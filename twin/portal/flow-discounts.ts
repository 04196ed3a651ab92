// Coupons in flows: one that keeps a customer from leaving, and those of a change of plan.

import type { Subscription } from '../billing/subscriptions/subscription-items.ts'
import { isValid } from '../discounts/coupon-of.ts'
import { type GivenDiscount, redeemDiscounts } from '../discounts/redeem-discounts.ts'
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { SessionParams } from './create-portal-session.ts'

type GivenFlow = NonNullable<SessionParams['flow_data']>
type GivenRetention = NonNullable<NonNullable<GivenFlow['subscription_cancel']>['retention']>

export function readOffer(context: Context, { type, coupon_offer: { coupon: id } }: GivenRetention) {
  const param = 'flow_data[subscription_cancel][retention][coupon_offer][coupon]'
  const coupon = context.get('coupon', id, param)
  if (!isValid(coupon, context.now())) throw invalidRequest(`Coupon expired: ${id}`, { code: 'coupon_expired', param })
  return { type, coupon_offer: { coupon: id } }
}

/** Checked as they will be redeemed, once the customer confirms. */
export function readDiscounts(context: Context, subscription: Subscription, given: readonly GivenDiscount[]) {
  const param = 'flow_data[subscription_update_confirm][discounts]'
  const { currency } = subscription
  const owner = { customer: subscription.customer as string, currency, subtotal: Number.MAX_SAFE_INTEGER }
  context.account.dryRun(() => redeemDiscounts(context, given, owner, { param }))
  return given.map(({ coupon, promotion_code: code }) => ({ coupon: coupon ?? null, promotion_code: code ?? null }))
}

/** The customer stays, for less. */
export function acceptOffer(context: Context, { id }: Subscription, coupon: string) {
  callOperation(context, 'subscriptions.update', { discounts: [{ coupon }] }, { id })
}

type FlowDiscounts = NonNullable<
  NonNullable<StripeObject<'billing_portal.session'>['flow']>['subscription_update_confirm']
>['discounts']

/** A flow's discounts as a request names them. */
export function givenDiscounts(discounts: FlowDiscounts | undefined): GivenDiscount[] {
  return (discounts ?? []).map(({ coupon, promotion_code: code }) =>
    code ? { promotion_code: code } : { coupon: coupon ?? '' },
  )
}
