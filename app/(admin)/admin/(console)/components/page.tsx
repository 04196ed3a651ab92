import type { Metadata } from 'next'
import { SaleStops } from '#components/admin/sale-stops.tsx'
import { SettingsPage } from '#components/admin/settings-page.tsx'
import { mayChangeSettings } from '#lib/operators/operator.ts'
import { emptyPolicy, readStoredPolicy } from '#lib/policy/policy.ts'
import { flowSections, mobileHelp, mobileSections, policySections, webSections } from '#lib/policy/policy-sections.ts'
import { portalSection } from '#lib/policy/portal-section.ts'
import { listUnavailableFlows } from '#lib/portal-sessions/unavailable-flows.ts'
import { getServices } from '#lib/services.ts'
import { openForm } from '#lib/settings/open-form.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { askForConfigurations, withConfigurations } from './portal-configurations.ts'

export const metadata: Metadata = { title: 'Components' }

export default async function ComponentsPage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const operator = await getPageOperator()
  const services = getServices()
  const [form, configurations] = await Promise.all([
    openForm(services, {
      scope: await getScope(services),
      kind: 'policy',
      sections: policySections,
      read: (content) => (content === null ? emptyPolicy : readStoredPolicy(content)),
      draft: getRequestContext().draft,
      saved: (await searchParams).saved,
    }),
    askForConfigurations(services),
  ])
  const chosen = String(form.fields['portal.configuration'] ?? '') || null
  const isLive = services.env.stripe.livemode

  return (
    <SettingsPage
      title="Components"
      intro="What every customer gets. Everything that is off leaves no trace in your customers’ pages."
      action="/admin/components/save"
      page="/admin/components"
      form={form}
      mayChange={mayChangeSettings(operator.role)}
      notReached={<SaleStops isLive={isLive} />}
      groups={[
        { title: 'On your pages', sections: webSections },
        { title: 'At Stripe', sections: [withConfigurations(portalSection, configurations)] },
        {
          title: 'Doors into Stripe’s portal',
          help: 'Each is a button that opens one flow of the portal, and comes back.',
          sections: flowSections,
          notices: 'list' in configurations ? listUnavailableFlows(configurations.list, chosen) : {},
        },
        {
          title: 'For your mobile app',
          help: mobileHelp,
          sections: mobileSections,
        },
      ]}
    />
  )
}
