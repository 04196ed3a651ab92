// What the web needs before it may be sent requests: its database, and a Stripe key that may do the web's work.
import { pingDatabase } from '#lib/database/ping.ts'
import type { Services } from '#lib/services.ts'
import { checkStripeKey, type KeyCheck } from '#lib/stripe/check-key.ts'
import type { ReadinessCheck } from './readiness.ts'

const keyCheckedEveryMs = 5 * 60_000

/** @param services asked anew each time: their secrets may change */
export function createReadinessChecks(services: Services): Record<string, ReadinessCheck> {
  let latest: { at: number; stripe: Services['stripe']; check: Promise<KeyCheck> } | undefined
  return {
    database: async () => {
      await pingDatabase(services.database)
      return { ok: true }
    },
    'stripe key': () => {
      const { stripe } = services
      const now = performance.now()
      if (!latest || latest.stripe !== stripe || now - latest.at > keyCheckedEveryMs)
        latest = { at: now, stripe, check: checkStripeKey(stripe) }
      return latest.check
    },
  }
}
