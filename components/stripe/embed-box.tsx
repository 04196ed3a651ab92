'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import spoken from '#components/ui/spoken.module.css'
import styles from './embed-box.module.css'
import { EmbedProblem, type Problem } from './embed-problem.tsx'
import type { EmbedTexts } from './embed-texts.ts'
import { patienceMs } from './load-script.ts'

export interface EmbedFrame {
  label: string
  texts: EmbedTexts
  /** Where a person goes on without our embed: Stripe's own page, a contact. */
  wayOn: ReactNode
  size?: 'small'
}

interface EmbedBoxProps extends EmbedFrame {
  isReady: boolean
  /** It waits for a secret of ours, which comes in its turn. */
  isMinting?: boolean
  problem: Problem | undefined
  onTryAgain: () => void
  children: ReactNode
}

/** A place of fixed least height for something of Stripe's: a skeleton until it is ready, and a way on where it does not come. */
export function EmbedBox({
  label,
  texts,
  wayOn,
  size,
  isReady,
  isMinting = false,
  problem,
  onTryAgain,
  children,
}: EmbedBoxProps) {
  const isLate = useLateness(isReady || problem !== undefined, isMinting)
  const shown = problem ?? (isLate ? { kind: isMinting ? ('queued' as const) : ('late' as const) } : undefined)
  return (
    <section className={styles.box} data-size={size} aria-label={label} aria-busy={!isReady && !problem}>
      {!problem && (
        <div className={styles.stage}>
          {!isReady && <Waiting text={texts.loading} />}
          <div>{children}</div>
        </div>
      )}
      {shown && <EmbedProblem problem={shown} texts={texts} wayOn={wayOn} onTryAgain={onTryAgain} />}
    </section>
  )
}

function Waiting({ text }: { text: string }) {
  return (
    <div className={styles.skeleton}>
      <span className={spoken.spoken}>{text}</span>
      <Skeleton width="short" />
      <Skeleton />
      <Skeleton />
      <Skeleton width="half" />
    </div>
  )
}

/** @param step each step has patience of its own */
function useLateness(isSettled: boolean, step: boolean): boolean {
  const [lateStep, setLateStep] = useState<boolean>()
  useEffect(() => {
    if (isSettled) return setLateStep(undefined)
    const timer = setTimeout(() => setLateStep(step), patienceMs)
    return () => clearTimeout(timer)
  }, [isSettled, step])
  return lateStep === step
}
