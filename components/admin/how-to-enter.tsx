import { Page } from '#components/ui/page.tsx'
import styles from './how-to-enter.module.css'

/** For whoever stands before the console without a login. */
export function HowToEnter({ title }: { title: string }) {
  return (
    <Page title={title} intro="Operators come in by a link that works once, within 15 minutes.">
      <ul className={styles.ways}>
        <li>
          On this machine: <code>npm start</code> prints a new link.
        </li>
        <li>Elsewhere: ask an owner for a link.</li>
      </ul>
    </Page>
  )
}
