import type { ReactNode } from 'react'
import styles from './page.module.css'

interface PageProps {
  title: string
  /** One sentence, or nothing. */
  intro?: ReactNode
  /** At most one primary button. */
  action?: ReactNode
  /** Where this page hangs: a link before the title. */
  back?: { href: string; label: string }
  children?: ReactNode
}

export function Page({ title, intro, action, back, children }: PageProps) {
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div className={styles.words}>
          {back && (
            <a className={styles.back} href={back.href}>
              {back.label}
            </a>
          )}
          <h1 className={styles.title}>{title}</h1>
          {intro && <p className={styles.intro}>{intro}</p>}
        </div>
        {action && <div className={styles.action}>{action}</div>}
      </div>
      {children}
    </div>
  )
}
