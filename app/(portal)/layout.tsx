import type { ReactNode } from 'react'
import { PortalDocument, portalMetadata } from '../portal-document.tsx'

export const generateMetadata = portalMetadata

export default function PortalLayout({ children }: { children: ReactNode }) {
  return <PortalDocument>{children}</PortalDocument>
}
