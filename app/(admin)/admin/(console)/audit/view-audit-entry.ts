import type { AuditEntryView } from '#components/admin/audit-list.tsx'
import type { AuditRow } from '#lib/audit/audit-store.ts'
import { emptyCompany } from '#lib/company/company.ts'
import { companySections } from '#lib/company/company-sections.ts'
import { listRecordedOverrideChanges } from '#lib/overrides/override-changes.ts'
import { emptyPolicy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import { type Change, listChanges } from '#lib/settings/changes.ts'
import { sentenceOf } from './audit-words.ts'

export function viewAuditEntry(row: AuditRow): AuditEntryView {
  const { id, at, actorKind, actorId, action, subject, before, after, ip, requestId } = row
  return {
    id,
    at,
    who: nameActor(row),
    what: sentenceOf(action, subject),
    customer: subject?.startsWith('cus_') ? subject : undefined,
    changes: changesOf(action, before, after),
    record: { action, subject, actor: { kind: actorKind, id: actorId }, ip, request: requestId, before, after },
  }
}

function nameActor({ actorKind, actorName }: AuditRow): string {
  switch (actorKind) {
    case 'operator':
      return actorName ?? ''
    case 'member':
      return `${actorName} (a customer’s member)`
    case 'host':
      return `Your app (${actorName})`
    case 'nobody':
      return 'Somebody who is not signed in'
    case 'system':
      return 'Command line'
  }
}

function changesOf(action: string, before: unknown, after: unknown): Change[] {
  if (action === 'policy.published') return listChanges(policySections, before ?? emptyPolicy, after)
  if (action === 'company.published') return listChanges(companySections, before ?? emptyCompany, after)
  if (action.startsWith('override.')) return listRecordedOverrideChanges(before, after)
  return []
}
