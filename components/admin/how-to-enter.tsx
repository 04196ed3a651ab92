import { Page } from '#components/ui/page.tsx'
import styles from './how-to-enter.module.css'

/** For whoever stands before the console without a login. */
export function HowToEnter({ title }: { title: string }) {
  return (
    <Page title={title} intro="Operators come in by a link that works once, within 15 minutes.">
      <ul className={styles.ways}>
        <li>
          With the demo, <code>npm start</code> prints one.
        </li>
        <li>
          On the server, <code>npm run operator -- invite EMAIL</code> prints one.
        </li>
        <li>Otherwise ask whoever runs Portico for you.</li>
      </ul>
    </Page>
  )
}
