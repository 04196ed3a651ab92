import { applyOverride } from '#lib/overrides/override.ts'
import { resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { type OverrideToSave, type SavedOverride, saveOverride } from '#lib/overrides/save-override.ts'
import { findDangers } from '#lib/portal-sessions/find-dangers.ts'
import { getServices } from '#lib/services.ts'
import { type OperatorRequest, requireStepUp } from '#lib/web/require-operator.ts'

type Change = Pick<OverrideToSave, 'customer' | 'expectedVersion' | 'values' | 'note' | 'endsAt'>

/**
 * Saves a change of an override once its dangers were judged, and by the very settings of everyone that it is saved over:
 * where those were changed meanwhile, it is judged anew.
 * @throws Refusal step_up_required
 */
export async function saveJudged(
  operator: Pick<OperatorRequest, 'login' | 'audit'>,
  change: Change,
): Promise<Exclude<SavedOverride, { kind: 'outdated' }>> {
  const services = getServices()
  const { audit } = operator
  for (;;) {
    const of = { scope: audit.scope, customerId: change.customer }
    const { policy, everyone, revision } = await resolvePolicy(services, of)
    const after = applyOverride(everyone, change.values)
    await requireStepUp(operator, await findDangers(services, { before: policy, after }))
    const outcome = await saveOverride(services, { ...audit, ...change, everyonesRevision: revision })
    if (outcome.kind !== 'outdated') return outcome
  }
}
