import styles from './contents.module.css'

/** By the anchor of each section. */
const labels = {
  methods: 'Saved payment methods',
  policy: 'What they get',
  override: 'Override',
  parameters: 'Parameters',
  mints: 'Mints',
  members: 'Members',
}

/** A customer's page is long, and whoever opens it is in a hurry. */
export function Contents() {
  return (
    <nav aria-label="On this page">
      <ul className={styles.contents}>
        {Object.entries(labels).map(([anchor, label]) => (
          <li key={anchor}>
            <a href={`#${anchor}`}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
