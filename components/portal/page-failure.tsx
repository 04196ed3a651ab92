'use client'

import { Button, LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { useFailureTexts } from './failure-texts.tsx'
import styles from './problem-page.module.css'

/** In the place of a page that broke further down than its own refusals, or in the browser. */
export function PageFailure({ error }: { error: Error & { digest?: string } }) {
  const texts = useFailureTexts()
  return (
    <Page title={texts?.title ?? ''} intro={texts?.text}>
      <div className={styles.ways}>
        {/* The whole document: nothing that broke is kept, of ours or of Stripe's. */}
        <Button type="button" kind="primary" onClick={() => location.reload()}>
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
