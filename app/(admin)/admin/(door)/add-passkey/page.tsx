import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PasskeyAdd } from '#components/admin/passkey-add.tsx'
import { PasskeyLater } from '#components/admin/passkey-later.tsx'
import { Page } from '#components/ui/page.tsx'
import { hasSteppedUp } from '#lib/operators/operator.ts'
import { getServices } from '#lib/services.ts'
import { findPageOperatorLogin } from '#lib/web/page-operator.ts'
import { lacksPasskey } from '#lib/web/require-operator.ts'

export const metadata: Metadata = { title: 'Add a passkey' }

/** Where a one-time link leads: next time the operator comes in by themselves. */
export default async function AddPasskeyPage() {
  const login = (await findPageOperatorLogin()) ?? redirect('/admin/sign-in')
  const isRequired = lacksPasskey(login)
  const mayAdd = hasSteppedUp(login, getServices().now())
  return (
    <Page
      title="Add a passkey"
      intro="Your fingerprint, face or PIN signs you in from now on, and confirms what must not be done by a stranger."
    >
      {mayAdd ? <PasskeyAdd goTo="/admin/components" /> : <PasskeyLater email={login.operator.email} />}
      {!isRequired && (
        <p>
          <a href="/admin/components">{login.hasPasskey ? 'Go on to the console' : 'Not now: open the console'}</a>
        </p>
      )}
    </Page>
  )
}
