import { LinkButton } from '#components/ui/button.tsx'
import type { Change } from '#lib/settings/changes.ts'
import styles from './audit-list.module.css'
import { ChangeTable } from './change-table.tsx'
import { JsonDetails } from './json-details.tsx'
import { Moment } from './moment.tsx'

export interface AuditEntryView {
  id: number
  at: Date
  who: string
  /** What they did, as the rest of a sentence. */
  what: string
  /** Whom it is about: `cus_…` */
  customer: string | undefined
  changes: Change[]
  /** All that was recorded, for those who want it exactly. */
  record: object
}

/** The latest first; what changed in words, and exactly as it was recorded one click away. */
export function AuditList({ entries, olderHref }: { entries: AuditEntryView[]; olderHref: string | undefined }) {
  return (
    <>
      <ol className={styles.list}>
        {entries.map(({ id, at, who, what, customer, changes, record }) => (
          <li key={id} className={styles.entry}>
            <p>
              <strong>{who}</strong> {what}
            </p>
            <p className={styles.when}>
              <Moment at={at} />
              {customer && <a href={`/admin/customers/${customer}`}>Open the customer</a>}
            </p>
            {changes.length > 0 && (
              <ChangeTable caption="What changed" changes={changes} before="Before" after="After" />
            )}
            <JsonDetails summary="As it was recorded" json={record} />
          </li>
        ))}
      </ol>
      {olderHref && (
        <div>
          <LinkButton href={olderHref}>Show older entries</LinkButton>
        </div>
      )}
    </>
  )
}
