import { Button } from '#components/ui/button.tsx'
import { SelectField, TextField } from '#components/ui/field.tsx'
import styles from './operator-forms.module.css'
import { roleOptions } from './operator-role.ts'

export function InviteForm() {
  return (
    <form className={styles.form} method="post" action="/admin/operators/invite">
      <TextField label="E-mail" name="email" type="email" required maxLength={200} autoComplete="off" />
      <SelectField label="Role" hint="For somebody new." name="role" defaultValue="editor">
        {roleOptions.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <div>
        <Button kind="primary">Make a link</Button>
      </div>
    </form>
  )
}
