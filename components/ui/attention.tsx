import type { ReactNode } from 'react'
import styles from './attention.module.css'

interface AttentionProps {
  tone: 'caution' | 'bad'
  /** What happened. */
  title: ReactNode
  /** What it means. */
  children: ReactNode
  /** The one button. */
  action?: ReactNode
}

/** Something that needs the customer: what happened, what it means, one button. */
export function Attention({ tone, title, children, action }: AttentionProps) {
  return (
    <article className={styles.attention} data-tone={tone}>
      <div className={styles.words}>
        <h3 className={styles.title}>{title}</h3>
        <div className={styles.text}>{children}</div>
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </article>
  )
}
