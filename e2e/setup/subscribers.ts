// Customers in the situations that billing knows.
import type Stripe from 'stripe'
import { advanceClock, createTestCustomer } from '#twin/playwright/customer-clock.ts'
import { declineNextCharge } from '#twin/playwright/decline-next-charge.ts'
import type { Portico } from './instance.ts'

export interface Subscriber {
  id: string
  subscription: string
}

interface SubscriberToCreate {
  price: string
  name?: string
  email?: string
  /** Stripe's test payment methods such as `pm_card_visa`; the first one pays. */
  cards?: string[]
  /** Whatever else the subscription has. */
  subscription?: Partial<Stripe.SubscriptionCreateParams>
}

/** A customer with a plan and saved cards, and nothing else. */
export async function createSubscriber(portico: Portico, input: SubscriberToCreate): Promise<Subscriber> {
  const { stripe } = portico.twin
  const { price, name = 'Globex GmbH', email = 'billing@globex.example', cards = ['pm_card_visa'] } = input
  const { id } = await stripe.customers.create({ name, email })
  for (const card of cards.toReversed()) await saveAsDefault(portico, id, card)
  const subscription = await stripe.subscriptions.create({ customer: id, items: [{ price }], ...input.subscription })
  return { id, subscription: subscription.id }
}

/** Saves a card as Stripe's form would, so that it is offered again, and lets it pay. */
export async function saveAsDefault({ twin: { stripe } }: Portico, customer: string, card: string): Promise<string> {
  const { id } = await stripe.paymentMethods.attach(card, { customer })
  await stripe.paymentMethods.update(id, { allow_redisplay: 'always' })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } })
  return id
}

/** A customer whose plan was to renew, and whose bank declined the Visa card that pays: past due, by a clock of its own. */
export async function createPastDueSubscriber({ twin }: Portico, price: string): Promise<Subscriber> {
  const customer = await createTestCustomer(twin, { email: 'billing@globex.example' })
  const subscription = await twin.stripe.subscriptions.create({ customer: customer.id, items: [{ price }] })
  await declineNextCharge(twin, customer)
  const renewsAt = subscription.items.data[0]?.current_period_end ?? 0
  // The draft that a renewal begins with is paid an hour later.
  await advanceClock(twin, customer, { seconds: renewsAt - subscription.created, hours: 2 })
  return { id: customer.id, subscription: subscription.id }
}

/** A customer whose plan has never begun, because the first payment failed. */
export function createIncompleteSubscriber(portico: Portico, price: string): Promise<Subscriber> {
  const subscription = { payment_behavior: 'allow_incomplete' as const }
  return createSubscriber(portico, { price, cards: ['pm_card_chargeCustomerFail'], subscription })
}
