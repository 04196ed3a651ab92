import { applyOverride } from '#lib/overrides/override.ts'
import { policyUntil, resolvePolicy } from '#lib/overrides/resolve-policy.ts'
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
    const resolved = await resolvePolicy(services, of)
    const after = applyOverride(resolved.everyone, change.values)
    // To keep something dangerous on for longer is to switch it on for that time.
    const held = new Set([resolved.policy, policyUntil(resolved, change.endsAt)])
    const dangers = await Promise.all([...held].map((before) => findDangers(services, { before, after })))
    await requireStepUp(operator, [...new Set(dangers.flat())])
    const outcome = await saveOverride(services, { ...audit, ...change, everyonesRevision: resolved.revision })
    if (outcome.kind !== 'outdated') return outcome
  }
}
