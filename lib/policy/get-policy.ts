import { findLatestRevision } from '#lib/revisions/revision-store.ts'
import type { Services } from '#lib/services.ts'
import { emptyPolicy, type Policy, readStoredPolicy } from './policy.ts'

export interface NumberedPolicy {
  policy: Policy
  /** 0: nothing was saved yet, so everything is off. */
  revision: number
}

export async function getPolicy({ database }: Pick<Services, 'database'>, scope: string): Promise<NumberedPolicy> {
  const latest = await findLatestRevision(database, { scope, kind: 'policy' })
  return latest
    ? { policy: readStoredPolicy(latest.content), revision: latest.number }
    : { policy: emptyPolicy, revision: 0 }
}
