import type { ReactNode } from 'react'
import styles from './row.module.css'

/** Holds rows; read out as pairs of label and value. */
export function Rows({ children }: { children: ReactNode }) {
  return <dl className={styles.rows}>{children}</dl>
}

interface RowProps {
  label: ReactNode
  /** The value. */
  children: ReactNode
  /** A quiet action at the end. */
  action?: ReactNode
}

export function Row({ label, children, action }: RowProps) {
  return (
    <div className={styles.row}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
      {action && <dd className={styles.action}>{action}</dd>}
    </div>
  )
}
