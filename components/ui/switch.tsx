import { type ReactNode, useId } from 'react'
import styles from './switch.module.css'

interface SwitchProps {
  name: string
  /** Sent when it is on. */
  value?: string
  label: string
  /** Stripe's own key, in small monospace. */
  stripeKey?: string
  /** One sentence. */
  help?: ReactNode
  /** What goes wrong when it is set without thought; shown while it is on, unless the trap is being off. */
  trap?: ReactNode
  trapWhen?: 'on' | 'off'
  defaultChecked?: boolean
  disabled?: boolean
}

export function Switch({ name, value = 'on', label, stripeKey, help, trap, trapWhen = 'on', ...rest }: SwitchProps) {
  const id = useId()
  const describedBy = [help && `${id}-help`, trap && `${id}-trap`].filter(Boolean).join(' ')
  return (
    <div className={styles.switch}>
      <input
        className={styles.input}
        id={id}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked
        role="switch"
        name={name}
        value={value}
        {...rest}
        aria-describedby={describedBy || undefined}
      />
      <div className={styles.words}>
        <label className={styles.label} htmlFor={id}>
          {label}
          {stripeKey && <code className={styles.key}>{stripeKey}</code>}
        </label>
        {help && (
          <p className={styles.help} id={`${id}-help`}>
            {help}
          </p>
        )}
        {trap && (
          <p className={styles.trap} data-when={trapWhen} id={`${id}-trap`}>
            {trap}
          </p>
        )}
      </div>
    </div>
  )
}
