import type { ReactNode } from 'react'
import styles from './skip-link.module.css'

/** Leads past the navigation to `#content`; seen only by who comes to it by keyboard. */
export function SkipLink({ children }: { children: ReactNode }) {
  return (
    <a className={styles.skip} href="#content">
      {children}
    </a>
  )
}
