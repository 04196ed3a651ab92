import type { Metadata } from 'next'
import { SettingsPage } from '#components/admin/settings-page.tsx'
import { readStoredCompany } from '#lib/company/company.ts'
import { companySections } from '#lib/company/company-sections.ts'
import { mayChangeSettings } from '#lib/operators/operator.ts'
import { getServices } from '#lib/services.ts'
import { openForm } from '#lib/settings/open-form.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { getRequestContext } from '#lib/web/request-context.ts'

export const metadata: Metadata = { title: 'Company' }

export default async function CompanyPage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const operator = await getPageOperator()
  const services = getServices()
  const form = await openForm(services, {
    scope: await getScope(services),
    kind: 'company',
    sections: companySections,
    read: readStoredCompany,
    draft: getRequestContext().draft,
    saved: (await searchParams).saved,
  })
  return (
    <SettingsPage
      title="Company"
      intro="Who the portal speaks for. Every page shows it, and every dead end says whom to ask."
      action="/admin/company/save"
      page="/admin/company"
      form={form}
      mayChange={mayChangeSettings(operator.role)}
      notReached="Pages that are open now show it when they are loaded again."
      groups={[{ sections: companySections }]}
    />
  )
}
