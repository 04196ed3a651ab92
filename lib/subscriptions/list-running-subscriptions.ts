import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { getProductNames } from './product-names.ts'

export interface NamedSubscription {
  /** What it sells, as in "Pro". */
  name: string
  subscription: Stripe.Subscription
}

/** @throws Refusal customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable */
export async function listRunningSubscriptions(
  services: Pick<Services, 'stripe'>,
  { customer }: Pick<MemberLogin, 'customer'>,
): Promise<NamedSubscription[]> {
  const { value } = await callStripe(services.stripe, (client, options) =>
    client.subscriptions.list({ ...customer, limit: 100 }, options),
  ).catch(refuseMissingCustomer)
  const running = value.data.filter(isRunning)
  const names = await getProductNames(services, running.flatMap(pricesOf))
  return running.map((subscription) => ({
    name: pricesOf(subscription)
      .map(({ product, nickname }) => names.get(String(product)) ?? nickname ?? '')
      .join(', '),
    subscription,
  }))
}

/** Whether the subscription asks for money, or will again. */
export function isRunning({ status }: Pick<Stripe.Subscription, 'status'>): boolean {
  return ['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete'].includes(status)
}

function pricesOf({ items }: Stripe.Subscription): Stripe.Price[] {
  return items.data.map(({ price }) => price)
}
