import { Button, LinkButton } from '#components/ui/button.tsx'
import { SelectField, TextField } from '#components/ui/field.tsx'
import { type AuditFilterFields, toQuery } from '#lib/audit/audit-filter.ts'
import styles from './audit-filter-form.module.css'
import { auditActions } from './audit-words.ts'

/** Which entries are shown; the same ones are exported. */
export function AuditFilterForm({ fields }: { fields: AuditFilterFields }) {
  const exportHref = (format: string) => `/admin/audit/export?${toQuery(fields, { format })}`
  return (
    <search className={styles.search}>
      <form className={styles.form} method="get">
        <SelectField label="What was done" name="action" defaultValue={fields.action}>
          <option value="">Anything</option>
          {Object.entries(auditActions).map(([action, { label }]) => (
            <option key={action} value={action}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextField label="By whom" name="actor" defaultValue={fields.actor} autoComplete="off" />
        <TextField
          label="Customer or object"
          name="subject"
          defaultValue={fields.subject}
          placeholder="cus_…"
          autoComplete="off"
        />
        <TextField label="First day (UTC)" name="first_day" type="date" defaultValue={fields.first_day} />
        <TextField label="Last day (UTC)" name="last_day" type="date" defaultValue={fields.last_day} />
        <div className={styles.actions}>
          <Button>Filter entries</Button>
        </div>
      </form>
      <div className={styles.actions}>
        <LinkButton kind="quiet" href={exportHref('csv')}>
          Export as CSV
        </LinkButton>
        <LinkButton kind="quiet" href={exportHref('json')}>
          Export as JSON
        </LinkButton>
      </div>
    </search>
  )
}
