import { emptyPolicy, type Policy, readStoredPolicy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { applyOverride, isInForce, type OverrideValues } from './override.ts'
import { findPolicyParts, type PolicyParts } from './override-store.ts'

export interface ResolvedPolicy {
  /** What holds for this customer. */
  policy: Policy
  /** What holds for everyone else. */
  everyone: Policy
  /** 0: nothing was saved yet, so everything is off. */
  revision: number
  /** What this customer has of their own, now. */
  override: { version: number; values: OverrideValues; endsAt: Date | null } | undefined
}

/** What a customer gets: everyone's policy, and over it what an operator set for them alone. */
export async function resolvePolicy(
  { database, now }: Pick<Services, 'database' | 'now'>,
  of: { scope: string; customerId: string },
): Promise<ResolvedPolicy> {
  return resolveParts(await findPolicyParts(database, { scope: of.scope, customer: of.customerId }), now())
}

export function resolveParts(parts: PolicyParts, now: Date): ResolvedPolicy {
  const everyone = parts.policy ? readStoredPolicy(parts.policy.content) : emptyPolicy
  const revision = parts.policy?.revision ?? 0
  const override = parts.override && isInForce(parts.override, now) ? parts.override : undefined
  return { everyone, revision, override, policy: override ? applyOverride(everyone, override.values) : everyone }
}

/**
 * What would hold for this customer up to a moment, if nothing was changed: without an override that ends before.
 * @param until null for ever
 */
export function policyUntil({ policy, everyone, override }: ResolvedPolicy, until: Date | null): Policy {
  const endsBefore = override?.endsAt && (until === null || override.endsAt < until)
  return endsBefore ? everyone : policy
}
