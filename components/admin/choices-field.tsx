import { type ReactNode, useId } from 'react'
import type { Option } from '#lib/catalogue/feature.ts'
import styles from './choices-field.module.css'

interface ChoicesFieldProps {
  name: string
  label: string
  hint: ReactNode
  error: ReactNode
  options: readonly Option[]
  chosen: readonly string[]
}

/** Several of a few. */
export function ChoicesField({ name, label, hint, error, options, chosen }: ChoicesFieldProps) {
  const id = useId()
  return (
    <fieldset className={styles.choices} aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}>
      <legend className={styles.label}>{label}</legend>
      <div className={styles.hint} id={`${id}-hint`}>
        {hint}
      </div>
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input
            className={styles.box}
            type="checkbox"
            name={name}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
