import type { AuditContext } from '#lib/audit/write-audit.ts'
import { publishRevision } from '#lib/revisions/publish-revision.ts'
import type { Services } from '#lib/services.ts'
import type { Policy } from './policy.ts'

/** Saves a policy for everyone. The next mint, on every instance, obeys it. */
export function publishPolicy(services: Services, input: AuditContext & { expectedRevision: number; policy: Policy }) {
  const { policy, ...rest } = input
  return publishRevision(services, { ...rest, kind: 'policy', content: policy })
}
