import type Stripe from 'stripe'
import type { ConnectedTwin } from './connect-twin.ts'

/** A customer of a test's own, on a clock of its own. */
export type TestCustomer = Stripe.Customer & { test_clock: string }

export interface Duration {
  days?: number
  hours?: number
  seconds?: number
}

/**
 * Makes a customer whose time only {@link advanceClock} moves, with a Visa card that pays and may be shown again.
 * @param params whatever else Stripe takes for a customer
 */
export async function createTestCustomer(
  { stripe }: ConnectedTwin,
  params: Stripe.CustomerCreateParams = {},
): Promise<TestCustomer> {
  const now = Math.floor(Date.now() / 1000)
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: now })
  const { id } = await stripe.customers.create({ name: 'Globex GmbH', ...params, test_clock: clock.id })
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: id })
  await stripe.paymentMethods.update(card.id, { allow_redisplay: 'always' })
  const settings = { invoice_settings: { default_payment_method: card.id } }
  return (await stripe.customers.update(id, settings)) as Stripe.Response<TestCustomer>
}

/**
 * Moves the time of one customer, and waits until all that falls due on the way is done; nobody else's time moves.
 * @param by such as `{ days: 31 }`
 * @throws Error when the customer has no clock of its own, or the clock is not ready within 30 seconds
 */
export async function advanceClock({ stripe }: ConnectedTwin, customer: { id: string }, by: Duration): Promise<void> {
  const found = await stripe.customers.retrieve(customer.id)
  const clock = !found.deleted && (found.test_clock as string | null)
  if (!clock) throw new Error(`${customer.id} has no clock of its own: create it with test_clock.`)
  const { days = 0, hours = 0, seconds = 0 } = by
  const { frozen_time: now } = await stripe.testHelpers.testClocks.retrieve(clock)
  const target = now + ((days * 24 + hours) * 60 * 60 + seconds)
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: target })
  const until = Date.now() + 30_000
  while ((await stripe.testHelpers.testClocks.retrieve(clock)).status !== 'ready') {
    if (Date.now() > until) throw new Error(`The clock of ${customer.id} is not ready after 30 seconds.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
