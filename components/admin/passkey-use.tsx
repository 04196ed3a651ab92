'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import styles from './passkey-ceremony.module.css'
import { type PasskeyPurpose, signWithPasskey } from './passkey-ceremony.ts'

interface PasskeyUseProps {
  purpose: PasskeyPurpose
  label: string
  /** A page to go to when it is done. */
  goTo?: string
  /** Or the id of a form to send. */
  submits?: string
}

/** Signs in, or confirms who sits here, with a passkey. */
export function PasskeyUse({ purpose, label, goTo, submits }: PasskeyUseProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState('')

  const onClick = async () => {
    setIsBusy(true)
    setProblem('')
    const outcome = await signWithPasskey(purpose)
    if (outcome.kind === 'done') return goOn({ goTo, submits })
    setProblem(outcome.message)
    setIsBusy(false)
  }

  return (
    <div className={styles.ceremony}>
      <div>
        <Button kind="primary" type="button" disabled={isBusy} onClick={onClick}>
          {label}
        </Button>
      </div>
      <p className={styles.problem} role="alert">
        {problem}
      </p>
    </div>
  )
}

function goOn({ goTo, submits }: Pick<PasskeyUseProps, 'goTo' | 'submits'>) {
  const form = submits && document.getElementById(submits)
  if (form instanceof HTMLFormElement) form.requestSubmit()
  else if (goTo) window.location.assign(goTo)
}
