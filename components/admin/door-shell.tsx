import type { ReactNode } from 'react'
import styles from './door-shell.module.css'

/** What stands around the pages before the console: signing in, and what was refused. */
export function DoorShell({ children }: { children: ReactNode }) {
  return (
    <div className={styles.shell}>
      <header>
        <a className={styles.mark} href="/admin">
          Portico
        </a>
      </header>
      <main>{children}</main>
    </div>
  )
}
