import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/field.tsx'
import styles from './operator-forms.module.css'
import { roleOptions } from './operator-role.ts'
import type { OperatorEntry } from './operator-table.tsx'

interface OperatorRoleFormsProps {
  operator: OperatorEntry
  isSelf: boolean
}

/** What an owner decides about an operator. */
export function OperatorRoleForms({ operator: { id, role, disabledAt }, isSelf }: OperatorRoleFormsProps) {
  return (
    <div className={styles.stack}>
      <form className={styles.inline} method="post" action="/admin/operators/change-role">
        <input type="hidden" name="operator" value={id} />
        <SelectField label="Role" name="role" defaultValue={role}>
          {roleOptions.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </SelectField>
        <Button>Change role</Button>
      </form>
      <form
        className={styles.form}
        method="post"
        action={disabledAt ? '/admin/operators/enable' : '/admin/operators/disable'}
      >
        <input type="hidden" name="operator" value={id} />
        <p>
          {disabledAt
            ? 'They come back with this role and their passkeys.'
            : `${isSelf ? 'You are' : 'They are'} signed out everywhere at once, until an owner lets ${isSelf ? 'you' : 'them'} in again. What was done stays in the audit.`}
        </p>
        <div>
          {disabledAt ? (
            <Button>Let in again</Button>
          ) : (
            <Button kind="danger">{isSelf ? 'Disable yourself' : 'Disable operator'}</Button>
          )}
        </div>
      </form>
    </div>
  )
}
