import type { Services } from '#lib/services.ts'
import type { StripeClient } from '#lib/stripe/client.ts'
import { createReadOnlyStripe } from '#lib/stripe/read-only-client.ts'

/** Where a preview's links to Stripe lead instead. */
const insteadOfStripe = '/preview/stripe'

/** By the client in whose place each reads: another key makes another client. */
const known = new WeakMap<StripeClient, StripeClient>()

/** The same services with a Stripe that only reads, so that nothing drawn in a preview can mint or hand out a key. */
export function previewServices(services: Services): Services {
  const stripe = known.get(services.stripe) ?? createReadOnlyStripe(services.env.stripe, { leadsTo: insteadOfStripe })
  known.set(services.stripe, stripe)
  return { ...services, stripe }
}
