import { type ReactNode, useId } from 'react'
import { TextField } from '#components/ui/field.tsx'
import styles from './image-field.module.css'

interface ImageFieldProps {
  name: string
  label: string
  hint: ReactNode
  error: ReactNode
  accept: readonly string[]
  /** What is kept, as a `data:` address; empty when there is none. */
  value: string
}

/** A picture: what is there, a file to take its place, and a box to be rid of it. */
export function ImageField({ name, value, accept, ...words }: ImageFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <TextField {...words} type="file" name={`${name}.file`} accept={accept.join(',')} />
      {value && (
        <div className={styles.kept}>
          <input type="hidden" name={name} value={value} />
          {/* biome-ignore lint/performance/noImgElement: it comes within the page itself */}
          <img className={styles.image} src={value} alt={`${words.label} now`} />
          <label className={styles.remove} htmlFor={id}>
            <input className={styles.box} id={id} type="checkbox" name={`${name}.remove`} />
            Remove it
          </label>
        </div>
      )}
    </div>
  )
}
