import { emptyPolicy, readStoredPolicy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import { findLatestRevision } from '#lib/revisions/revision-store.ts'
import type { Services } from '#lib/services.ts'
import { type Change, listChanges } from '#lib/settings/changes.ts'
import { applyOverride, isInForce, type Override } from './override.ts'
import { listOverrideRows } from './override-store.ts'

export interface ListedOverride extends Override {
  isInForce: boolean
  /** `before` is what everyone has, `after` what this customer has. */
  differences: Change[]
}

/** Every customer's exceptions, the latest change first. */
export async function listOverrides(
  { database, now }: Pick<Services, 'database' | 'now'>,
  scope: string,
): Promise<ListedOverride[]> {
  const [latest, overrides] = await Promise.all([
    findLatestRevision(database, { scope, kind: 'policy' }),
    listOverrideRows(database, scope),
  ])
  const everyone = latest ? readStoredPolicy(latest.content) : emptyPolicy
  return overrides.map((override) => ({
    ...override,
    isInForce: isInForce(override, now()),
    differences: listChanges(policySections, everyone, applyOverride(everyone, override.values)),
  }))
}
