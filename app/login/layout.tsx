import type { ReactNode } from 'react'
import { PlainDocument, plainMetadata } from '../plain-document.tsx'

// Drawn anew for each visit: nothing of it may be built ahead.
export const dynamic = 'force-dynamic'

export const generateMetadata = plainMetadata

export default function LoginLayout({ children }: { children: ReactNode }) {
  return <PlainDocument>{children}</PlainDocument>
}
