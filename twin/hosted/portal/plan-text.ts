// A subscription in words: what it is, what it costs, and what comes next.

import { priceAmount } from '../../billing/amounts/price-amount.ts'
import { itemPrice, productName } from '../../billing/invoices/invoice-lines.ts'
import { itemsOf, type Subscription } from '../../billing/subscriptions/subscription-items.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { getOwnSubscription } from '../../portal/subscription-actions.ts'
import type { Visit } from './visit.ts'

/** The subscription in the address, when it is this customer's. */
export function subscriptionOf({ context, path, owner }: Visit): Subscription {
  return getOwnSubscription(context, path.subscription ?? '', owner, 'id')
}

export function planName({ context }: Visit, subscription: Subscription): string {
  return itemsOf(context, subscription)
    .map((item) => productName(context, itemPrice(context, item)))
    .join(', ')
}

export function planPrice(visit: Visit, subscription: Subscription): string {
  const items = itemsOf(visit.context, subscription)
  return items.map((item) => priceText(visit, itemPrice(visit.context, item), item.quantity ?? 1)).join(' + ')
}

export function priceText({ money, t }: Visit, price: StripeObject<'price'>, quantity = 1): string {
  const amount = money(priceAmount(price, quantity), price.currency)
  return price.recurring ? `${amount} ${t.per(price.recurring)}` : amount
}

export function planFuture({ context, t, day }: Visit, subscription: Subscription): string | undefined {
  if (subscription.status === 'paused') return undefined
  if (subscription.cancel_at !== null) return t.endsOn(day(subscription.cancel_at))
  if (subscription.status === 'trialing' && subscription.trial_end) return t.trialEndsOn(day(subscription.trial_end))
  return subscription.status === 'active' ? t.renewsOn(day(periodEnd(context, subscription))) : undefined
}

export function periodEnd(context: Visit['context'], subscription: Subscription): number {
  return Math.min(...itemsOf(context, subscription).map((item) => item.current_period_end))
}
