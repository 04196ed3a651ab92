import { Banner } from '#components/ui/banner.tsx'
import type { FieldProblem } from '#lib/settings/draft.ts'
import styles from './problem-summary.module.css'
import type { Group } from './settings-form.tsx'

interface ProblemSummaryProps {
  problems: FieldProblem[]
  groups: Group[]
  /** Of fields that are no settings. */
  labels?: Record<string, string>
}

/** Everything that kept a form from being saved, each with a link to its field. */
export function ProblemSummary({ problems, groups, labels = {} }: ProblemSummaryProps) {
  return (
    <Banner tone="bad" live title="Nothing was saved yet. Please mend this:">
      <ul className={styles.problems}>
        {problems.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`}>
              {labels[field] ?? labelOf(field, groups)} {message}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  )
}

function labelOf(field: string, groups: Group[]): string {
  for (const { label, settings } of groups.flatMap(({ sections }) => sections)) {
    const setting = settings.find(({ name }) => name === field)
    if (setting) return `${label}: “${setting.control.label}”`
  }
  return field
}
