import type { Metadata } from 'next'
import { HowToEnter } from '#components/admin/how-to-enter.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { findPageOperatorLogin } from '#lib/web/page-operator.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage() {
  const login = await findPageOperatorLogin()
  if (!login) return <HowToEnter title="Sign in to the admin console" />
  return (
    <Page title="You are signed in" intro={`As ${login.operator.name}.`}>
      <div>
        <LinkButton kind="primary" href="/admin/components">
          Open the console
        </LinkButton>
      </div>
    </Page>
  )
}
