// What the portal's configuration and a subscription's state let its customer do; each answers why not, or nothing.
import { isMetered } from '../billing/amounts/is-metered.ts'
import { itemPrice } from '../billing/invoices/invoice-lines.ts'
import { itemsOf, type Subscription } from '../billing/subscriptions/subscription-items.ts'
import type { Context } from '../kernel/context.ts'
import { resourceMissing } from '../kernel/stripe-error.ts'
import type { Features } from './configuration-features.ts'

/** Whose subscriptions a portal session shows. */
export type Owner = { customer: string; onBehalfOf: string | null }

export function listOwnSubscriptions(context: Context, owner: Owner): Subscription[] {
  return context.list('subscription', (each) => isOwn(each, owner) && each.ended_at === null)
}

/** Another's subscription answers as one that does not exist. */
export function getOwnSubscription(context: Context, id: string, owner: Owner, param: string): Subscription {
  const found = context.find('subscription', id)
  if (!found || !isOwn(found, owner)) throw resourceMissing('subscription', id, param)
  return found
}

export function refuseCancel(subscription: Subscription, { subscription_cancel: feature }: Features) {
  if (!feature.enabled) return disabled('canceled', 'cancellation')
  if (subscription.ended_at !== null) return 'This subscription is already canceled.'
  if (subscription.cancel_at !== null && feature.mode === 'at_period_end') {
    return 'The subscription is already set to be canceled at period end'
  }
  return undefined
}

export function refusePause(subscription: Subscription, { subscription_pause: feature }: Features) {
  if (!feature.enabled) return disabled('paused', 'pause')
  if (subscription.status === 'paused') return 'This subscription is already paused.'
  if (subscription.status !== 'active') {
    return `Only an active subscription can be paused; this one is ${subscription.status}.`
  }
  return undefined
}

/** Several products, usage and invoices by e-mail cannot be changed in the portal, only canceled. */
export function refuseUpdate(context: Context, subscription: Subscription, { subscription_update: feature }: Features) {
  if (!feature.enabled) return disabled('updated', 'update')
  if (!['active', 'trialing', 'past_due'].includes(subscription.status)) {
    return `This subscription cannot be updated because it is ${subscription.status}.`
  }
  if (subscription.schedule) return 'This subscription cannot be updated because it has a schedule.'
  if (subscription.collection_method === 'send_invoice') {
    return 'This subscription cannot be updated because its invoices are sent for manual payment.'
  }
  const items = itemsOf(context, subscription)
  if (items.length !== 1) return 'This subscription cannot be updated because it has multiple items.'
  if (items.some((item) => isMetered(itemPrice(context, item)))) {
    return 'This subscription cannot be updated because it has usage-based prices.'
  }
  return undefined
}

function isOwn(subscription: Subscription, { customer, onBehalfOf }: Owner) {
  return subscription.customer === customer && (onBehalfOf === null || subscription.on_behalf_of === onBehalfOf)
}

function disabled(done: string, feature: string) {
  return `This subscription cannot be ${done} because the subscription ${feature} feature in the portal configuration is disabled.`
}
