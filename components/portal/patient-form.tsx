'use client'

import { type ReactNode, useEffect, useState } from 'react'
import styles from './patient-form.module.css'

interface PatientFormProps {
  action: string
  /** Said once the answer takes longer than one expects. */
  waiting: string
  children: ReactNode
}

const patienceMs = 4_000

/** A form whose answer may have to wait for its turn: whoever presses again, or leaves, loses their place in the line. */
export function PatientForm({ action, waiting, children }: PatientFormProps) {
  const [isSent, setIsSent] = useState(false)
  const [isLate, setIsLate] = useState(false)

  useEffect(() => {
    if (!isSent) return setIsLate(false)
    const timer = setTimeout(() => setIsLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [isSent])

  // A page that one comes back to may be the very one that one left, waiting.
  useEffect(() => {
    const settle = () => setIsSent(false)
    window.addEventListener('pageshow', settle)
    return () => window.removeEventListener('pageshow', settle)
  }, [])

  return (
    <form className={styles.form} method="post" action={action} onSubmit={() => setIsSent(true)}>
      {children}
      <p className={styles.waiting} role="status">
        {isLate && waiting}
      </p>
    </form>
  )
}
