import styles from './new-link-ways.module.css'

/** Where a one-time link comes from. */
export function NewLinkWays({ email = 'EMAIL' }: { email?: string }) {
  return (
    <ul className={styles.ways}>
      <li>
        With the demo, <code>npm start</code> prints one each time that it starts.
      </li>
      <li>
        On the server, <code>npm run operator -- invite {email}</code> prints one at any time.
      </li>
      <li>Otherwise ask an owner to invite you.</li>
    </ul>
  )
}
