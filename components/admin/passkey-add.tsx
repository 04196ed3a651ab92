'use client'

import { type SubmitEvent, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/field.tsx'
import styles from './passkey-ceremony.module.css'
import { addPasskey } from './passkey-ceremony.ts'

interface PasskeyAddProps {
  /** The page to go to when it is done. */
  goTo: string
}

/** Makes a passkey on this device, or on one that the browser offers, under a name that tells it from others. */
export function PasskeyAdd({ goTo }: PasskeyAddProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [isNameless, setIsNameless] = useState(false)
  const [problem, setProblem] = useState('')
  const field = useRef<HTMLInputElement>(null)

  const onSubmit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = field.current?.value.trim() ?? ''
    setProblem('')
    setIsNameless(!name)
    if (!name) return field.current?.focus()
    setIsBusy(true)
    const outcome = await addPasskey(name)
    if (outcome.kind === 'done') return window.location.assign(goTo)
    setProblem(outcome.message)
    setIsBusy(false)
  }

  return (
    <form className={styles.ceremony} onSubmit={onSubmit} noValidate>
      <TextField
        label="Name of the passkey"
        hint="Where it is kept, as in “Work laptop”."
        error={isNameless && 'Give the passkey a name, so that you can tell it from others.'}
        ref={field}
        name="name"
        required
        maxLength={60}
        autoComplete="off"
      />
      <div>
        <Button kind="primary" disabled={isBusy}>
          Add passkey
        </Button>
      </div>
      <p className={styles.problem} role="alert">
        {problem}
      </p>
    </form>
  )
}
