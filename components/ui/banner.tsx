import type { ReactNode } from 'react'
import type { Tone } from './badge.tsx'
import styles from './banner.module.css'

interface BannerProps {
  tone?: Tone
  title?: ReactNode
  action?: ReactNode
  /** Read out when it appears: a failure at once, the rest when there is a pause. */
  live?: boolean
  children?: ReactNode
}

/** Says what happened, above what it concerns. */
export function Banner({ tone = 'note', title, action, live, children }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      <div className={styles.words}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div className={styles.text}>{children}</div>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
