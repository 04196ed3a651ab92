import { Stripe } from 'stripe'
import { createTestTwin } from '../test-twin.ts'

/** A twin with a meter of one formula and a customer. */
export async function setUpMeter(given: object = {}) {
  const { stripe, account, call, twin } = createTestTwin()
  account.setClock(1_790_000_000, true)
  const meter = await createMeter(stripe, given)
  const customer = await stripe.customers.create({ name: 'Globex' })
  const send = (value: string | undefined, more: object = {}) =>
    stripe.billing.meterEvents.create({
      event_name: meter.event_name,
      payload: { stripe_customer_id: customer.id, ...(value === undefined ? {} : { value }) },
      ...more,
    })
  const advance = (seconds: number) => account.setClock(account.now() + seconds, true)
  const total = async () => {
    const now = Math.floor(account.now() / 60) * 60
    const span = { start_time: now - 40 * 86_400, end_time: now + 600 }
    const { data } = await stripe.billing.meters.listEventSummaries(meter.id, { customer: customer.id, ...span })
    return data[0]?.aggregated_value
  }
  const streamWith = (token: string) =>
    new Stripe(token, { httpClient: Stripe.createFetchHttpClient(twin.fetch), maxNetworkRetries: 0, telemetry: false })
  return { stripe, account, call, meter, customer, send, advance, total, streamWith }
}

export function createMeter(stripe: Stripe, given: object = {}) {
  return stripe.billing.meters.create({
    display_name: 'API calls',
    event_name: 'api_calls',
    default_aggregation: { formula: 'sum' },
    ...given,
  })
}

/** The error that a call ends with. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error
    throw error
  }
  throw new Error('The call was not refused')
}

export async function typesOf(stripe: Stripe): Promise<string[]> {
  return (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
}
