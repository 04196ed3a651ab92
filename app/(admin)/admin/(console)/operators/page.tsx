import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { InvitationBanner } from '#components/admin/invitation-banner.tsx'
import { InviteForm } from '#components/admin/invite-form.tsx'
import { OperatorTable } from '#components/admin/operator-table.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listOperators } from '#lib/operators/list-operators.ts'
import { mayManageOperators } from '#lib/operators/operator.ts'
import { getServices } from '#lib/services.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { getRequestContext } from '#lib/web/request-context.ts'

export const metadata: Metadata = { title: 'Operators' }

export default async function OperatorsPage() {
  const operator = await getPageOperator()
  if (!mayManageOperators(operator.role)) redirect(`/admin/operators/${operator.id}`)
  const { invitation } = getRequestContext()
  return (
    <Page
      title="Operators"
      intro="Who may use this console, and as what. A changed role holds from their next click on."
    >
      {invitation && <InvitationBanner invitation={invitation} />}
      <OperatorTable operators={await listOperators(getServices())} self={operator.id} />
      <Section
        title="Invite an operator"
        description="You get a link to hand over. It works once, within 15 minutes. Whoever lost their passkeys is invited again, and keeps their role."
      >
        <InviteForm />
      </Section>
    </Page>
  )
}
