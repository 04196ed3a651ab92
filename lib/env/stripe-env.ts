import { EnvironmentError } from './environment-error.ts'
import type { Parsed } from './parse-variables.ts'

interface StripeAddress {
  /** Where Stripe's API answers; Stripe's own unless this machine plays it. */
  apiUrl: string
  /** Where Stripe.js, pricing-table.js and buy-button.js come from. */
  scriptUrl: string
  /** Where Stripe's hosted pages live; forms may redirect there. */
  hostedOrigins: string[]
}

export interface StripeEnv extends StripeAddress {
  secretKey: string
  publishableKey: string
  livemode: boolean
  /** How many mints a second Stripe takes from us, as far as we know. */
  requestsPerSecond: number
}

/** Both keys of one mode, or neither; and no live key for an address that is not Stripe's. */
export function checkStripe(parsed: Parsed): StripeEnv | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey } = parsed
  if (!secretKey && !publishableKey) return undefined
  if (!secretKey)
    throw new EnvironmentError('STRIPE_PUBLISHABLE_KEY is set, but STRIPE_SECRET_KEY is not: set both, or neither.')
  if (!publishableKey)
    throw new EnvironmentError('STRIPE_SECRET_KEY is set, but STRIPE_PUBLISHABLE_KEY is not: set both, or neither.')

  const livemode = secretKey.includes('_live_')
  if (livemode !== publishableKey.includes('_live_'))
    throw new EnvironmentError(
      'STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of two modes: take both from live mode, or both from test mode.',
    )
  if (secretKey.startsWith('sk_live_') && !parsed.ALLOW_UNRESTRICTED_LIVE_KEY)
    throw new EnvironmentError(
      'STRIPE_SECRET_KEY is an unrestricted live key: make a restricted one (rk_live_…), or set ALLOW_UNRESTRICTED_LIVE_KEY=true.',
    )

  const address = {
    apiUrl: parsed.STRIPE_API_URL,
    scriptUrl: parsed.STRIPE_SCRIPT_URL,
    hostedOrigins: parsed.STRIPE_HOSTED_ORIGINS,
  }
  if (livemode) refuseForeignAddress(address)
  // Stripe's own limits.
  const requestsPerSecond = parsed.STRIPE_REQUESTS_PER_SECOND ?? (livemode ? 100 : 25)
  return { secretKey, publishableKey, livemode, requestsPerSecond, ...address }
}

function refuseForeignAddress({ apiUrl, scriptUrl }: StripeAddress) {
  for (const [name, url] of [
    ['STRIPE_API_URL', apiUrl],
    ['STRIPE_SCRIPT_URL', scriptUrl],
  ] as const) {
    if (!new URL(url).hostname.endsWith('.stripe.com'))
      throw new EnvironmentError(`A live Stripe key never goes to ${url}: unset ${name}, or use test keys.`)
  }
}
