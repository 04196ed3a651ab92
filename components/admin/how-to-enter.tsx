import { Page } from '#components/ui/page.tsx'
import { NewLinkWays } from './new-link-ways.tsx'
import { PasskeyUse } from './passkey-use.tsx'

/** For whoever stands before the console without a login. */
export function HowToEnter({ title }: { title: string }) {
  return (
    <Page title={title}>
      <PasskeyUse purpose="sign-in" label="Sign in with a passkey" goTo="/admin/components" />
      <p>The first time, and when a passkey is lost, operators come in by a link that works once, within 15 minutes.</p>
      <NewLinkWays />
    </Page>
  )
}
