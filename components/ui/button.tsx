import type { ComponentProps } from 'react'
import styles from './button.module.css'

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

interface Look {
  kind?: ButtonKind
  /** As wide as what holds it. */
  wide?: boolean
}

/** A verb with its object: "Update card". */
export function Button({ kind = 'secondary', wide, ...rest }: Omit<ComponentProps<'button'>, 'className'> & Look) {
  return <button type="submit" {...rest} className={styles.button} data-kind={kind} data-wide={wide} />
}

/** A link that looks like a button, for what leads to a page rather than does something. */
export function LinkButton({ kind = 'secondary', wide, ...rest }: Omit<ComponentProps<'a'>, 'className'> & Look) {
  return <a {...rest} className={styles.button} data-kind={kind} data-wide={wide} />
}
