import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

interface SectionProps {
  title: string
  /** By which a link leads here. */
  anchor?: string
  description?: ReactNode
  /** A quiet action that concerns the whole section. */
  action?: ReactNode
  children: ReactNode
}

export function Section({ title, anchor, description, action, children }: SectionProps) {
  const id = useId()
  return (
    <section className={styles.section} id={anchor} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        {action}
      </div>
      {description && <p className={styles.description}>{description}</p>}
      {children}
    </section>
  )
}
