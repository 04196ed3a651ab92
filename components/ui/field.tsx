import { type ComponentProps, type ReactNode, useId } from 'react'
import styles from './field.module.css'

interface Labelled {
  label: string
  /** Said before it is filled in. */
  hint?: ReactNode
  /** Names what would be right. */
  error?: ReactNode
}

type Native<Tag extends 'input' | 'select' | 'textarea'> = Omit<ComponentProps<Tag>, 'className' | 'id'> & Labelled

export function TextField({ label, hint, error, ...rest }: Native<'input'>) {
  const id = useId()
  return (
    <Field {...{ id, label, hint, error }}>
      <input {...rest} {...control(id, hint, error)} />
    </Field>
  )
}

export function TextArea({ label, hint, error, ...rest }: Native<'textarea'>) {
  const id = useId()
  return (
    <Field {...{ id, label, hint, error }}>
      <textarea rows={3} {...rest} {...control(id, hint, error)} />
    </Field>
  )
}

/** Its options are its children. */
export function SelectField({ label, hint, error, children, ...rest }: Native<'select'>) {
  const id = useId()
  return (
    <Field {...{ id, label, hint, error }}>
      <select {...rest} {...control(id, hint, error)}>
        {children}
      </select>
    </Field>
  )
}

function Field({ id, label, hint, error, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
      {children}
    </div>
  )
}

function control(id: string, hint: ReactNode, error: ReactNode) {
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    className: styles.control,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': error ? true : undefined,
  }
}
