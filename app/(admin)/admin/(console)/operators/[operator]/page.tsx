import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { OperatorLogins } from '#components/admin/operator-logins.tsx'
import { roleWords } from '#components/admin/operator-role.ts'
import { OperatorRoleForms } from '#components/admin/operator-role-forms.tsx'
import { PasskeyAdd } from '#components/admin/passkey-add.tsx'
import { PasskeyLater } from '#components/admin/passkey-later.tsx'
import { PasskeyList } from '#components/admin/passkey-list.tsx'
import { PasskeyUse } from '#components/admin/passkey-use.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { findOperator } from '#lib/operators/find-operator.ts'
import { hasSteppedUp, mayManageOperators } from '#lib/operators/operator.ts'
import { listPasskeys } from '#lib/passkeys/list-passkeys.ts'
import { getServices } from '#lib/services.ts'
import { getPageOperatorLogin } from '#lib/web/page-operator.ts'

export const metadata: Metadata = { title: 'Operator' }

/** One's own passkeys and logins, or, for an owner, anybody's. */
export default async function OperatorPage({ params }: { params: Promise<{ operator: string }> }) {
  const login = await getPageOperatorLogin()
  const services = getServices()
  const by = login.operator
  const operator = await findOperator(services, { operatorId: (await params).operator, by })
  if (!operator) notFound()
  const isSelf = operator.id === by.id
  const page = `/admin/operators/${operator.id}`
  const back = mayManageOperators(by.role) ? { href: '/admin/operators', label: 'Operators' } : undefined

  return (
    <Page title={isSelf ? 'You' : operator.name} intro={`${operator.email}. ${roleWords[operator.role]}.`} back={back}>
      <Section
        title="Passkeys"
        description={isSelf ? 'Have two: the second one helps when the first is lost.' : undefined}
      >
        <PasskeyList
          passkeys={await listPasskeys(services, { operatorId: operator.id, by })}
          operator={operator.id}
          isSelf={isSelf}
        />
        {isSelf && <AddPasskey login={login} page={page} mayAdd={hasSteppedUp(login, services.now())} />}
      </Section>
      <Section title="Signed in" description="Every browser that is signed in at the moment.">
        <OperatorLogins logins={operator.logins} operator={operator.id} current={login.id} />
      </Section>
      {mayManageOperators(by.role) && (
        <Section title="Role">
          <OperatorRoleForms operator={operator} isSelf={isSelf} />
        </Section>
      )}
    </Page>
  )
}

interface AddPasskeyProps {
  login: { hasPasskey: boolean; operator: { email: string } }
  page: string
  mayAdd: boolean
}

function AddPasskey({ login, page, mayAdd }: AddPasskeyProps) {
  if (mayAdd) return <PasskeyAdd goTo={page} />
  if (!login.hasPasskey) return <PasskeyLater email={login.operator.email} />
  return <PasskeyUse purpose="step-up" label="Confirm with your passkey to add another" goTo={page} />
}
