'use client'

import { Button, LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'

// Only for what breaks further down than a page's own refusals. The texts are here because nothing may be loaded for them.
export default function PortalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <Page
      title="Something went wrong on our side"
      intro="This page could not be drawn. Nothing was charged or changed."
      action={
        <>
          <Button type="button" kind="primary" onClick={retry}>
            Try again
          </Button>
          <LinkButton href="/">Go to your billing overview</LinkButton>
        </>
      }
    >
      {error.digest && (
        <p>
          Reference number <code>{error.digest}</code>
        </p>
      )}
    </Page>
  )
}
