// What the web needs before it may be sent requests: its database, and a Stripe key that may do the web's work.
import { pingDatabase } from '#lib/database/ping.ts'
import type { Services } from '#lib/services.ts'
import { checkStripeKey, type KeyCheck } from '#lib/stripe/check-key.ts'
import { registerReadinessCheck } from '#lib/web/readiness.ts'

const keyCheckedEveryMs = 5 * 60_000

export function registerReadinessChecks({ database, stripe }: Services): void {
  registerReadinessCheck('database', async () => {
    await pingDatabase(database)
    return { ok: true }
  })

  let latest: { at: number; check: Promise<KeyCheck> } | undefined
  registerReadinessCheck('stripe key', () => {
    const now = performance.now()
    if (!latest || now - latest.at > keyCheckedEveryMs) latest = { at: now, check: checkStripeKey(stripe) }
    return latest.check
  })
}
