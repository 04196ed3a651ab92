import { Stripe } from 'stripe'
import { createTwin, type TwinOptions } from './twin.ts'

const secretKey = 'sk_test_of_a_unit_test'

/** A twin of a test's own, the real SDK talking to it, and bare calls for what the SDK would not send. */
export function createTestTwin(options: TwinOptions = {}) {
  const twin = createTwin(options)
  const stripeWith = (key: string) =>
    new Stripe(key, { httpClient: Stripe.createFetchHttpClient(twin.fetch), maxNetworkRetries: 0, telemetry: false })
  const call = async (method: string, path: string, settings: CallSettings = {}) => {
    const { key = secretKey, body, headers = {} } = settings
    const response = await twin.fetch(`https://api.stripe.com${path}`, {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  return { twin, stripe: stripeWith(secretKey), stripeWith, call, account: twin.account(secretKey) }
}

type CallSettings = { key?: string; body?: string; headers?: Record<string, string> }
