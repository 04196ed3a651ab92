import type { Finding } from '#lib/setup/finding.ts'
import { Badge } from '../ui/badge.tsx'
import styles from './finding-list.module.css'

const words: Record<Finding['state'], { tone: 'good' | 'caution' | 'bad'; word: string }> = {
  ok: { tone: 'good', word: 'Fine' },
  todo: { tone: 'caution', word: 'To do' },
  broken: { tone: 'bad', word: 'Broken' },
}

/** What was looked at, how it stands, and what puts it right. */
export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul className={styles.findings}>
      {findings.map(({ name, state, says, todo }) => (
        <li key={name} className={styles.finding}>
          <h3 className={styles.name}>{name}</h3>
          <Badge tone={words[state].tone}>{words[state].word}</Badge>
          <p className={styles.says}>{says}</p>
          {todo && <p className={styles.says}>{todo}</p>}
        </li>
      ))}
    </ul>
  )
}
