'use client'

import { useFailureTexts } from '#components/portal/failure-texts.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'

// Only for what breaks further down than a page's own refusals.
export default function PortalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const texts = useFailureTexts()
  return (
    <Page
      title={texts?.title ?? ''}
      intro={texts?.text}
      action={
        <>
          <Button type="button" kind="primary" onClick={retry}>
            {texts?.retry}
          </Button>
          <LinkButton href="/">{texts?.home}</LinkButton>
        </>
      }
    >
      {error.digest && (
        <p>
          {texts?.reference} <code>{error.digest}</code>
        </p>
      )}
    </Page>
  )
}
