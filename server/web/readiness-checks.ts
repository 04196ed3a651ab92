// What the web needs before it may be sent requests: its database, and a Stripe key that may do the web's work.
import { pingDatabase } from '#lib/database/ping.ts'
import type { Services } from '#lib/services.ts'
import { checkStripeKey, type KeyCheck } from '#lib/stripe/check-key.ts'
import type { ReadinessCheck } from './readiness.ts'

const keyCheckedEveryMs = 5 * 60_000

export function createReadinessChecks({ database, stripe }: Services): Record<string, ReadinessCheck> {
  let latest: { at: number; check: Promise<KeyCheck> } | undefined
  return {
    database: async () => {
      await pingDatabase(database)
      return { ok: true }
    },
    'stripe key': () => {
      const now = performance.now()
      if (!latest || now - latest.at > keyCheckedEveryMs) latest = { at: now, check: checkStripeKey(stripe) }
      return latest.check
    },
  }
}
