import type { ReactNode } from 'react'
import { PlainDocument, plainMetadata } from '../plain-document.tsx'

export const generateMetadata = plainMetadata

export default function LoginLayout({ children }: { children: ReactNode }) {
  return <PlainDocument>{children}</PlainDocument>
}
