'use client'

import { Button, LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { useFailureTexts } from './failure-texts.tsx'
import styles from './problem-page.module.css'

interface PageFailureProps {
  error: Error & { digest?: string }
  retry: () => void
}

/** In the place of a page that broke further down than its own refusals, or in the browser. */
export function PageFailure({ error, retry }: PageFailureProps) {
  const texts = useFailureTexts()
  return (
    <Page title={texts?.title ?? ''} intro={texts?.text}>
      <div className={styles.ways}>
        <Button type="button" kind="primary" onClick={retry}>
          {texts?.retry}
        </Button>
        <LinkButton href="/">{texts?.home}</LinkButton>
      </div>
      {error.digest && (
        <p className={styles.reference}>
          {texts?.reference} <code>{error.digest}</code>
        </p>
      )}
    </Page>
  )
}
