import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { type PriceLine, viewPriceLine } from './price-line.ts'
import { getProductNames } from './product-names.ts'
import { endOf, isRunning, periodEndOf, type SubscriptionState, stateOf } from './subscription-state.ts'

export interface SubscriptionView {
  id: string
  /** What it sells, as in "Pro". */
  name: string
  state: SubscriptionState
  isRunning: boolean
  /** Seconds; also where the state says something more pressing. */
  endsAt: number | null
  periodEndsAt: number | null
  isChargedAutomatically: boolean
  /** Over because its payments failed. */
  isEndedUnpaid: boolean
  /** Changes of it are planned, as of a plan that gets cheaper with its next period. */
  hasSchedule: boolean
  lines: PriceLine[]
  /** More items than a page of Stripe's. */
  hasMoreLines: boolean
  /** Its own choice of what pays; ids, or null. */
  default_payment_method: string | null
  default_source: string | null
}

/**
 * Every subscription that the customer has or had, newest first.
 * @throws Refusal customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function listSubscriptions(
  services: Pick<Services, 'stripe'>,
  { customer }: Pick<MemberLogin, 'customer'>,
): Promise<SubscriptionView[]> {
  const { value } = await callStripe(services.stripe, (client, options) =>
    client.subscriptions.list({ ...customer, status: 'all', limit: 100 }, options),
  ).catch(refuseMissingCustomer)
  const prices = value.data.flatMap(({ items }) => items.data.map(({ price }) => price))
  const names = await getProductNames(services, prices)
  return value.data.map((subscription) => viewSubscription(subscription, names))
}

function viewSubscription(subscription: Stripe.Subscription, names: Map<string, string>): SubscriptionView {
  const lines = subscription.items.data.map((item) => viewPriceLine(item, nameOf(item.price, names)))
  return {
    id: subscription.id,
    name: [...new Set(lines.map(({ name }) => name))].join(', '),
    state: stateOf(subscription),
    isRunning: isRunning(subscription),
    endsAt: endOf(subscription),
    periodEndsAt: periodEndOf(subscription),
    isChargedAutomatically: subscription.collection_method === 'charge_automatically',
    isEndedUnpaid: subscription.status === 'canceled' && subscription.cancellation_details?.reason === 'payment_failed',
    hasSchedule: subscription.schedule !== null,
    lines,
    hasMoreLines: subscription.items.has_more,
    default_payment_method: idOf(subscription.default_payment_method),
    default_source: idOf(subscription.default_source),
  }
}

function nameOf({ product, nickname }: Stripe.Price, names: Map<string, string>): string {
  return names.get(typeof product === 'string' ? product : product.id) ?? nickname ?? ''
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'object' ? (value?.id ?? null) : value
}
