import type { Services } from '#lib/services.ts'
import { createReadOnlyStripe } from '#lib/stripe/read-only-client.ts'

/** Where a preview's links to Stripe lead instead. */
const insteadOfStripe = '/preview/stripe'

const known = new WeakMap<Services, Services>()

/** The same services with a Stripe that only reads, so that nothing drawn in a preview can mint or hand out a key. */
export function previewServices(services: Services): Services {
  const made = known.get(services) ?? {
    ...services,
    stripe: createReadOnlyStripe(services.env.stripe, { leadsTo: insteadOfStripe }),
  }
  known.set(services, made)
  return made
}
