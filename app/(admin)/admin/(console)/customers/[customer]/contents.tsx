import styles from './contents.module.css'

const sections = [
  { anchor: 'methods', label: 'Saved payment methods' },
  { anchor: 'policy', label: 'What they get' },
  { anchor: 'override', label: 'Override' },
  { anchor: 'parameters', label: 'Parameters' },
  { anchor: 'mints', label: 'Mints' },
  { anchor: 'members', label: 'Members' },
]

/** A customer's page is long, and whoever opens it is in a hurry. */
export function Contents() {
  return (
    <nav aria-label="On this page">
      <ul className={styles.contents}>
        {sections.map(({ anchor, label }) => (
          <li key={anchor}>
            <a href={`#${anchor}`}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
