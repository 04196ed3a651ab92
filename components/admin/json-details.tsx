import styles from './json-details.module.css'

/** Something exactly as it is, one click away. */
export function JsonDetails({ summary, json }: { summary: string; json: unknown }) {
  if (json === undefined) return <p className={styles.summary}>{summary}</p>
  return (
    <details>
      <summary className={styles.summary}>{summary}</summary>
      <pre className={styles.json}>{JSON.stringify(json, shorten, 2)}</pre>
    </details>
  )
}

const longest = 500

// A picture is text that nobody reads.
function shorten(_key: string, value: unknown): unknown {
  const isLong = typeof value === 'string' && value.startsWith('data:') && value.length > longest
  return isLong ? `${value.slice(0, 40)}… (${value.length} characters)` : value
}
