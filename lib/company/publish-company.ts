import type { AuditContext } from '#lib/audit/write-audit.ts'
import { publishRevision } from '#lib/revisions/publish-revision.ts'
import type { Services } from '#lib/services.ts'
import type { Company } from './company.ts'

/** Saves who the portal speaks for. Every page that is opened from now on shows it. */
export function publishCompany(
  services: Services,
  input: AuditContext & { expectedRevision: number; company: Company },
) {
  const { company, ...rest } = input
  return publishRevision(services, { ...rest, kind: 'company', content: company })
}
