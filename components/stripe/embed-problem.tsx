import type { ReactNode } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import styles from './embed-box.module.css'
import type { EmbedTexts } from './embed-texts.ts'
import type { Failure } from './post-json.ts'

export type Problem = Failure | { kind: 'late' | 'queued' | 'blocked' }

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
    <Banner tone="caution" live>
      <p>{message}</p>
      {problem.kind === 'unavailable' && problem.reference && (
        <p className={styles.reference}>
          {texts.reference} {problem.reference}
        </p>
      )}
      <div className={styles.ways}>
        {isOfThePage(problem) ? (
          // The page is out of date: drawn anew, it says what holds now.
          <LinkButton href={location.pathname}>
            {problem.kind === 'signed_out' ? texts.sign_in : texts.reload}
          </LinkButton>
        ) : (
          <>
            {onTryAgain && problem.kind !== 'queued' && (
              <Button type="button" onClick={onTryAgain}>
                {texts.try_again}
              </Button>
            )}
            {wayOn}
          </>
        )}
      </div>
    </Banner>
  )
}

function isOfThePage({ kind }: Problem): boolean {
  return kind === 'other_login' || kind === 'signed_out' || kind === 'not_allowed' || kind === 'changed'
}
