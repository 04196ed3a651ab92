import type { ReactNode } from 'react'
import styles from './empty.module.css'

/** What would be here, and how it comes to be. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{children}</p>
      {action}
    </div>
  )
}
