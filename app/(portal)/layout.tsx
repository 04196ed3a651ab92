import type { ReactNode } from 'react'
import { PortalDocument, portalMetadata } from '../portal-document.tsx'

// Drawn anew for each visit: nothing of it may be built ahead.
export const dynamic = 'force-dynamic'

export const generateMetadata = portalMetadata

export default function PortalLayout({ children }: { children: ReactNode }) {
  return <PortalDocument>{children}</PortalDocument>
}
