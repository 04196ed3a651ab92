import type { Metadata } from 'next'
import { HowToEnter } from '#components/admin/how-to-enter.tsx'
import { Moment } from '#components/admin/moment.tsx'
import { NewLinkWays } from '#components/admin/new-link-ways.tsx'
import { Button } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { findOperatorLink } from '#lib/operators/find-operator-link.ts'
import { getServices } from '#lib/services.ts'
import { setStatus } from '#lib/web/request-context.ts'

export const metadata: Metadata = { title: 'Sign in' }

// Looking at this page uses nothing up: mail scanners look, too. The button does.
export default async function EnterPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const operator = await findOperatorLink(getServices(), token)
  if (!operator) {
    setStatus(401)
    return <HowToEnter title="This link was used already, or is too old" />
  }
  return (
    <Page
      title="Sign in to the admin console"
      intro={
        <>
          As {operator.email}. The link works once, until <Moment at={operator.linkExpiresAt} />.
        </>
      }
    >
      <form method="post" action="/admin/enter">
        <input type="hidden" name="token" value={token} />
        <Button kind="primary">Open the console</Button>
      </form>
      <p>
        Add a passkey when you are in: with it you come back by yourself. Without one, you need a new link each time.
      </p>
      <NewLinkWays email={operator.email} />
    </Page>
  )
}
