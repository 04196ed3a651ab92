// A customer's subscription as the portal's flows see it, and which flows Stripe accepts for it.
import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import type { FlowName } from '#lib/catalogue/flows.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { getProductNames } from '#lib/subscriptions/product-names.ts'

export interface FlowSubscription {
  id: string
  name: string
  status: string
  isEnding: boolean
  isPaused: boolean
  hasSchedule: boolean
  isChargedAutomatically: boolean
  items: { id: string; price: string; quantity: number; isMetered: boolean }[]
}

/** @throws Refusal customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable */
export async function listFlowSubscriptions(
  { stripe }: Pick<Services, 'stripe'>,
  { customer }: Pick<MemberLogin, 'customer'>,
): Promise<FlowSubscription[]> {
  const { value } = await callStripe(stripe, (client, options) =>
    client.subscriptions.list({ ...customer, limit: 50 }, options),
  ).catch(refuseMissingCustomer)
  const prices = value.data.flatMap(({ items }) => items.data.map(({ price }) => price))
  const names = await getProductNames({ stripe }, prices)
  return value.data.map((subscription) => viewSubscription(subscription, names))
}

/** Whether Stripe's portal takes this flow for this subscription, as far as its documentation says. */
export function acceptsFlow(subscription: FlowSubscription, flow: FlowName): boolean {
  const { status, isEnding, isPaused } = subscription
  switch (flow) {
    case 'subscription_cancel':
      return ['active', 'trialing', 'past_due', 'unpaid', 'paused'].includes(status) && !isEnding
    case 'subscription_pause':
      return status === 'active' && !isEnding && !isPaused
    case 'subscription_update':
    case 'subscription_update_confirm':
      return ['active', 'trialing', 'past_due'].includes(status) && !isPaused && isChangeable(subscription)
    case 'payment_method_update':
    case 'customer_update':
      return true
  }
}

// Several products, usage-based prices, invoices sent by mail and pending schedules can only be cancelled in the portal.
function isChangeable({ items, hasSchedule, isChargedAutomatically }: FlowSubscription): boolean {
  return items.length === 1 && !items[0]?.isMetered && !hasSchedule && isChargedAutomatically
}

function viewSubscription(subscription: Stripe.Subscription, names: Map<string, string>): FlowSubscription {
  const items = subscription.items.data
  return {
    id: subscription.id,
    name: items.map(({ price }) => names.get(String(price.product)) ?? price.nickname ?? price.id).join(', '),
    status: subscription.status,
    isEnding: subscription.cancel_at_period_end || subscription.cancel_at !== null,
    isPaused: subscription.pause_collection !== null,
    hasSchedule: subscription.schedule !== null,
    isChargedAutomatically: subscription.collection_method === 'charge_automatically',
    items: items.map(({ id, price, quantity = 1 }) => ({
      id,
      price: price.id,
      quantity,
      isMetered: price.recurring?.usage_type === 'metered',
    })),
  }
}
