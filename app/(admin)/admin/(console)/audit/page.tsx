import type { Metadata } from 'next'
import { AuditList } from '#components/admin/audit-list.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { listAudit } from '#lib/audit/list-audit.ts'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { viewAuditEntry } from './view-audit-entry.ts'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  await getPageOperator()
  const services = getServices()
  const { before } = await searchParams
  const beforeId = /^\d{1,15}$/.test(String(before)) ? Number(before) : undefined
  const { entries, olderThan } = await listAudit(services, { scope: await getScope(services), beforeId })
  return (
    <Page title="Audit" intro="Who changed what. Nobody can change or remove an entry, Portico included.">
      {entries.length === 0 ? (
        <Empty title="Nothing yet">Every change of a setting, and every sign-in of an operator, stands here.</Empty>
      ) : (
        <AuditList
          entries={entries.map(viewAuditEntry)}
          olderHref={olderThan ? `/admin/audit?before=${olderThan}` : undefined}
        />
      )}
    </Page>
  )
}
