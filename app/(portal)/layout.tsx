import type { ReactNode } from 'react'
import { FailureTextsProvider } from '#components/portal/failure-texts.tsx'
import { findPortalContext } from '../portal-context.ts'
import { PortalDocument, portalMetadata } from '../portal-document.tsx'

// Drawn anew for each visit: nothing of it may be built ahead.
export const dynamic = 'force-dynamic'

export const generateMetadata = portalMetadata

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const context = await findPortalContext()
  if (!context) return <PortalDocument>{children}</PortalDocument>
  const { t } = context
  const texts = {
    title: t('problem.fault_title'),
    text: t('problem.page_failed'),
    retry: t('problem.retry'),
    home: t('problem.home'),
    reference: t('problem.reference'),
  }
  return (
    <PortalDocument>
      <FailureTextsProvider texts={texts}>{children}</FailureTextsProvider>
    </PortalDocument>
  )
}
