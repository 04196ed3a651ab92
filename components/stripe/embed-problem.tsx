import type { ReactNode } from 'react'
import styles from './embed-box.module.css'
import type { EmbedTexts } from './embed-texts.ts'
import type { Failure } from './post-json.ts'

export type Problem = Failure | { kind: 'late' | 'blocked' }

interface EmbedProblemProps {
  problem: Problem
  texts: EmbedTexts
  wayOn?: ReactNode
  /** Left out where something else on the page already is the way to try again. */
  onTryAgain?: () => void
}

/** What happened, what was not done, and what to do now. */
export function EmbedProblem({ problem, texts, wayOn, onTryAgain }: EmbedProblemProps) {
  const message = (problem.kind === 'other_login' && problem.message) || texts[problem.kind]
  return (
    <div className={styles.problem} role="alert">
      <p>{message}</p>
      {problem.kind === 'unavailable' && problem.reference && (
        <p className={styles.reference}>
          {texts.reference} {problem.reference}
        </p>
      )}
      <div className={styles.ways}>
        <NextStep kind={problem.kind} texts={texts} onTryAgain={onTryAgain} />
        {isAboutStripe(problem) && wayOn}
      </div>
    </div>
  )
}

// Where the page itself is out of date it is drawn anew; the server then says what holds now.
function NextStep({
  kind,
  texts,
  onTryAgain,
}: {
  kind: Problem['kind']
  texts: EmbedTexts
  onTryAgain?: (() => void) | undefined
}) {
  if (isAboutStripe({ kind }))
    return (
      onTryAgain && (
        <button type="button" className={styles.button} onClick={onTryAgain}>
          {texts.try_again}
        </button>
      )
    )
  return (
    <a className={styles.button} href={location.pathname}>
      {kind === 'signed_out' ? texts.sign_in : texts.reload}
    </a>
  )
}

function isAboutStripe({ kind }: { kind: Problem['kind'] }): boolean {
  return kind === 'late' || kind === 'blocked' || kind === 'unavailable'
}
