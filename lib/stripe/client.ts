// The door to Stripe: makes the client. Stripe or a stand-in differ in the address alone.
import Stripe from 'stripe'
import type { Env } from '#lib/env.ts'
import { createAnnouncingHttpClient } from './announcing-http-client.ts'

export type StripeClient = Stripe

export function createStripe(
  { secretKey, apiUrl }: Pick<Env['stripe'], 'secretKey' | 'apiUrl'>,
  httpClient = createAnnouncingHttpClient(),
): StripeClient {
  const { protocol, hostname, port } = new URL(apiUrl)
  const scheme = protocol === 'http:' ? 'http' : 'https'
  return new Stripe(secretKey, {
    host: hostname,
    protocol: scheme,
    port: port || (scheme === 'http' ? 80 : 443),
    telemetry: false,
    httpClient,
    // Retries are ours (call-stripe.ts): they share one deadline and know a 429.
    maxNetworkRetries: 0,
  })
}
