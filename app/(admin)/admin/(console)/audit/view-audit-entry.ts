import type { AuditEntryView } from '#components/admin/audit-list.tsx'
import type { AuditRow } from '#lib/audit/audit-store.ts'
import { emptyCompany } from '#lib/company/company.ts'
import { companySections } from '#lib/company/company-sections.ts'
import { listRecordedOverrideChanges } from '#lib/overrides/override-changes.ts'
import { emptyPolicy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import { type Change, listChanges } from '#lib/settings/changes.ts'

const sentences: Record<string, (subject: string | null) => string> = {
  'policy.published': (subject) => `Saved the components (${asVersion(subject)})`,
  'company.published': (subject) => `Saved the company (${asVersion(subject)})`,
  'operator.signed_in': () => 'Signed in',
  'operator_link.created': (subject) => `Made a sign-in link for ${subject}`,
  'override.saved': (subject) => `Saved what ${subject} has of their own`,
  'override.removed': (subject) => `Removed what ${subject} had of their own`,
  'member.signed_out_everywhere': (subject) => `Signed a member of ${subject} out everywhere`,
  'admin.refused': (subject) => `Was refused at ${subject}`,
}

// `policy 4`: the console calls it version 4.
const asVersion = (subject: string | null) => `version ${subject?.split(' ').at(-1)}`

export function viewAuditEntry(row: AuditRow): AuditEntryView {
  const { id, at, actorName, actorKind, actorId, action, subject, before, after, ip, requestId } = row
  return {
    id,
    at,
    who:
      actorKind === 'system' ? 'Command line' : `${actorName}${actorKind === 'member' ? ' (a customer’s member)' : ''}`,
    what: sentences[action]?.(subject) ?? [action, subject].filter(Boolean).join(' '),
    changes: changesOf(action, before, after),
    record: { action, subject, actor: { kind: actorKind, id: actorId }, ip, request: requestId, before, after },
  }
}

function changesOf(action: string, before: unknown, after: unknown): Change[] {
  if (action === 'policy.published') return listChanges(policySections, before ?? emptyPolicy, after)
  if (action === 'company.published') return listChanges(companySections, before ?? emptyCompany, after)
  if (action.startsWith('override.')) return listRecordedOverrideChanges(before, after)
  return []
}
