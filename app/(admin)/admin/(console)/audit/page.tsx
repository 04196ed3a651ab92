import type { Metadata } from 'next'
import { AuditList } from '#components/admin/audit-list.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { readFilterFields, toAuditFilter, toQuery } from '#lib/audit/audit-filter.ts'
import { listAudit } from '#lib/audit/list-audit.ts'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { AuditFilterForm } from './audit-filter-form.tsx'
import { viewAuditEntry } from './view-audit-entry.ts'

export const metadata: Metadata = { title: 'Audit' }

interface AuditProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AuditPage({ searchParams }: AuditProps) {
  await getPageOperator()
  const services = getServices()
  const query = await searchParams
  const fields = readFilterFields(query)
  const beforeId = /^\d{1,15}$/.test(String(query.before)) ? Number(query.before) : undefined
  const { entries, olderThan } = await listAudit(services, {
    scope: await getScope(services),
    filter: toAuditFilter(fields),
    beforeId,
  })
  return (
    <Page title="Audit" intro="Who changed what. Nobody can change or remove an entry, Portico included.">
      <AuditFilterForm fields={fields} />
      {entries.length > 0 && (
        <AuditList
          entries={entries.map(viewAuditEntry)}
          olderHref={olderThan ? `/admin/audit?${toQuery(fields, { before: String(olderThan) })}` : undefined}
        />
      )}
      {entries.length === 0 && <NoEntries isFiltered={toQuery(fields) !== '' || beforeId !== undefined} />}
    </Page>
  )
}

function NoEntries({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered)
    return <Empty title="Nothing yet">Every change of a setting, and every sign-in of an operator, stands here.</Empty>
  return (
    <Empty title="Nothing was found" action={<LinkButton href="/admin/audit">Show all entries</LinkButton>}>
      No entry is as you asked.
    </Empty>
  )
}
