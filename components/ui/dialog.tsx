'use client'

import { type ReactNode, useId, useRef } from 'react'
import { Button, type ButtonKind } from './button.tsx'
import styles from './dialog.module.css'

interface DialogProps {
  /** The button that opens it. */
  open: { label: string; kind?: ButtonKind; disabled?: boolean }
  /** A question: "Remove the card ending 4242?" */
  title: string
  /** The consequence in one sentence, with date and amount. */
  children: ReactNode
  /** The safe way out, first and focused: "Keep card". */
  keep: string
  /** A form with the button that does it. */
  action: ReactNode
}

/** Asks before something that hurts. */
export function Dialog({ open, title, children, keep, action }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  return (
    <>
      <Button type="button" kind={open.kind} disabled={open.disabled} onClick={() => dialog.current?.showModal()}>
        {open.label}
      </Button>
      <dialog className={styles.dialog} ref={dialog} aria-labelledby={id}>
        <div className={styles.words}>
          <h2 className={styles.title} id={id}>
            {title}
          </h2>
          <div>{children}</div>
        </div>
        <div className={styles.actions}>
          <Button type="button" onClick={() => dialog.current?.close()}>
            {keep}
          </Button>
          {action}
        </div>
      </dialog>
    </>
  )
}
