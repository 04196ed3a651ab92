import styles from './skeleton.module.css'

/** A line of the layout to come; it shows after 200 ms only. Its parent says `aria-busy`. */
export function Skeleton({ width = 'full' }: { width?: 'short' | 'half' | 'full' }) {
  return <span className={styles.skeleton} data-width={width} aria-hidden="true" />
}
