import { Page } from '#components/ui/page.tsx'
import styles from './how-to-enter.module.css'
import { PasskeyUse } from './passkey-use.tsx'

/** For whoever stands before the console without a login. */
export function HowToEnter({ title }: { title: string }) {
  return (
    <Page title={title}>
      <PasskeyUse purpose="sign-in" label="Sign in with a passkey" goTo="/admin/components" />
      <p>The first time, and when a passkey is lost, operators come in by a link that works once, within 15 minutes.</p>
      <ul className={styles.ways}>
        <li>
          With the demo, <code>npm start</code> prints one.
        </li>
        <li>
          On the server, <code>npm run operator -- invite EMAIL</code> prints one.
        </li>
        <li>Otherwise ask an owner to invite you.</li>
      </ul>
    </Page>
  )
}
