// A root layout of its own: coming here and leaving is a whole new document, so that Stripe's scripts are on these pages alone.
import type { ReactNode } from 'react'
import { PortalDocument, portalMetadata } from '../portal-document.tsx'

// Drawn anew for each visit: nothing of it may be built ahead.
export const dynamic = 'force-dynamic'

export const generateMetadata = portalMetadata

export default function EmbedLayout({ children }: { children: ReactNode }) {
  return <PortalDocument>{children}</PortalDocument>
}
