import type { Admission } from '#lib/admissions/admit-change.ts'
import { getServices } from '#lib/services.ts'
import { requireAnswering } from '#lib/stripe/breaker.ts'
import type { RequestAdmission } from './require-admission.ts'

/**
 * Mints as soon as Stripe's limit and the other customers in line let it. Whoever had to wait is admitted anew, so that
 * a change made meanwhile is obeyed; whoever left is not minted for.
 * @throws Refusal stripe_busy | stripe_unavailable, and all that `requireAdmission` and the mint do
 */
export async function mintInTurn<Value>(
  request: Request,
  admission: RequestAdmission,
  mint: (admission: Admission) => Promise<Value>,
): Promise<Value> {
  const { mintQueue, stripe } = getServices()
  // Nobody waits in line to be refused.
  requireAnswering(stripe)
  return mintQueue.run(
    admission.login.customerId,
    async ({ hasWaited, leave }) => {
      const current = hasWaited ? await admission.admitAgain() : admission
      leave()
      return mint(current)
    },
    request.signal,
  )
}
