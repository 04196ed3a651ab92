'use client'

import { useEffect, useState } from 'react'
import styles from './unsaved-guard.module.css'

interface UnsavedGuardProps {
  formId: string
  /** The form came back with values that are not saved. */
  isUnsaved: boolean
}

/** Says that there is something to save, and asks before the page is left. */
export function UnsavedGuard({ formId, isUnsaved }: UnsavedGuardProps) {
  const [isChanged, setIsChanged] = useState(isUnsaved)

  useEffect(() => {
    const form = document.getElementById(formId)
    let mayLeave = !isUnsaved
    const onInput = () => {
      mayLeave = false
      setIsChanged(true)
    }
    const onSubmit = () => {
      mayLeave = true
    }
    const onLeave = (event: BeforeUnloadEvent) => {
      if (!mayLeave) event.preventDefault()
    }
    form?.addEventListener('input', onInput)
    form?.addEventListener('submit', onSubmit)
    window.addEventListener('beforeunload', onLeave)
    return () => {
      form?.removeEventListener('input', onInput)
      form?.removeEventListener('submit', onSubmit)
      window.removeEventListener('beforeunload', onLeave)
    }
  }, [formId, isUnsaved])

  return (
    <span className={styles.note} role="status">
      {isChanged ? 'Not saved yet' : ''}
    </span>
  )
}
