import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { customerIdPattern, customerRef } from '#lib/access/customer-ref.ts'
import { listMembers } from '#lib/access/list-members.ts'
import { findBilledCustomer } from '#lib/customers/find-billed-customer.ts'
import { listMints } from '#lib/mints/list-mints.ts'
import { mayChangeSettings } from '#lib/operators/operator.ts'
import { explainPolicy } from '#lib/overrides/explain-policy.ts'
import { openOverride } from '#lib/overrides/open-override.ts'
import { resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { getPaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { previewPortalSessions } from '#lib/portal-sessions/preview-portal-sessions.ts'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { getRequestContext, setStatus } from '#lib/web/request-context.ts'
import { ask } from '../../ask.ts'
import { Contents } from './contents.tsx'
import { ExplainedPolicy } from './explained-policy.tsx'
import { MembersSection } from './members-section.tsx'
import { MintsSection } from './mints-section.tsx'
import { OverrideOutcome } from './override-outcome.tsx'
import { OverrideSection } from './override-section.tsx'
import { ParametersSection } from './parameters-section.tsx'
import { PaymentMethodsSection } from './payment-methods-section.tsx'
import { WhoSection } from './who-section.tsx'

interface CustomerProps {
  params: Promise<{ customer: string }>
  searchParams: Promise<{ override?: string | string[]; signed_out?: string | string[]; preview?: string | string[] }>
}

export async function generateMetadata({ params }: CustomerProps): Promise<Metadata> {
  return { title: (await params).customer }
}

const back = { href: '/admin/customers', label: 'Customers' }
const gone = ['customer_not_found', 'customer_of_other_mode', 'customer_deleted']

export default async function CustomerPage({ params, searchParams }: CustomerProps) {
  const operator = await getPageOperator()
  const { customer: customerId } = await params
  if (!customerIdPattern.test(customerId)) notFound()

  const services = getServices()
  const scope = await getScope(services)
  const customer = customerRef(customerId)
  const ofCustomer = { scope, customer: customerId }
  const resolved = await resolvePolicy(services, { scope, customerId })
  const { policy, everyone, revision, override } = resolved
  const [who, payments, portals, mints, members, form] = await Promise.all([
    ask(findBilledCustomer(services, { customer })),
    ask(getPaymentOverview(services, { customer })),
    ask(previewPortalSessions(services, { customer, policy })),
    listMints(services, ofCustomer),
    listMembers(services, ofCustomer),
    openOverride(services, { ...ofCustomer, everyone, draft: getRequestContext().draft }),
  ])
  const isGone = 'failure' in who && gone.includes(who.code)
  if (isGone && mints.length === 0 && members.length === 0 && !form.saved) {
    setStatus(404)
    return <Page title="Nobody to show" intro={`${who.failure} (${customerId})`} back={back} />
  }

  const mayChange = mayChangeSettings(operator.role)
  const { override: outcome, signed_out: signedOut, preview } = await searchParams
  const name = 'value' in who ? (who.value?.name ?? who.value?.email) : undefined
  return (
    <Page title={name ?? customerId} back={back}>
      <OverrideOutcome outcome={outcome} form={form} everyone={everyone} customerId={customerId} />
      {typeof signedOut === 'string' && <Banner tone="good" live title="Signed out everywhere." />}
      {preview === 'ended' && <Banner live title="The preview has ended." />}
      {preview === 'over' && <Banner live title="The preview is over: it lasts ten minutes." />}
      <WhoSection customerId={customerId} who={who} isLive={services.env.stripe.livemode} isGone={isGone} />
      <Contents />
      <PaymentMethodsSection policy={policy} payments={payments} />
      <ExplainedPolicy settings={explainPolicy(resolved)} revision={revision} overrideVersion={override?.version} />
      <OverrideSection
        customerId={customerId}
        everyone={everyone}
        form={form}
        mayChange={mayChange}
        now={services.now()}
      />
      <ParametersSection customer={customer} policy={policy} portals={portals} />
      <MintsSection mints={mints} />
      <MembersSection customerId={customerId} members={members} mayChange={mayChange} />
    </Page>
  )
}
