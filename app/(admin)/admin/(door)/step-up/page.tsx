import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PasskeyLater } from '#components/admin/passkey-later.tsx'
import { PasskeyUse } from '#components/admin/passkey-use.tsx'
import { Page } from '#components/ui/page.tsx'
import { findPageOperatorLogin } from '#lib/web/page-operator.ts'
import { getRequestContext } from '#lib/web/request-context.ts'

export const metadata: Metadata = { title: 'Confirm with your passkey' }

const formId = 'waiting'

/** Drawn in the place of a form's answer, and sends the form again; asked for directly, there is nothing here. */
export default async function StepUpPage() {
  const { waiting, problem } = getRequestContext()
  const login = await findPageOperatorLogin()
  if (!waiting || !login) notFound()
  return (
    <Page
      title="Confirm with your passkey"
      intro={[
        problem?.detail,
        'Nothing was done yet.',
        login.hasPasskey && 'What you typed is kept, and goes on once you confirm.',
      ]
        .filter(Boolean)
        .join(' ')}
    >
      {login.hasPasskey ? (
        <PasskeyUse purpose="step-up" label="Confirm and go on" submits={formId} />
      ) : (
        <PasskeyLater email={login.operator.email} />
      )}
      <form id={formId} method="post" action={waiting.action}>
        {waiting.fields.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may come several times, and nothing here ever moves
          <textarea key={index} name={name} defaultValue={value} readOnly hidden />
        ))}
      </form>
      <p>
        <a href="/admin">Back to the console, without it</a>
      </p>
    </Page>
  )
}
