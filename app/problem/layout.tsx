import type { ReactNode } from 'react'
import { PlainDocument, plainMetadata } from '../plain-document.tsx'

export const dynamic = 'force-dynamic'
export const generateMetadata = plainMetadata

export default function ProblemLayout({ children }: { children: ReactNode }) {
  return <PlainDocument>{children}</PlainDocument>
}
