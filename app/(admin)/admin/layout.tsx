import '../../tokens.css'
import '../../base.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { fontVariables } from '../../fonts.ts'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { template: '%s · Portico', default: 'Portico' },
  robots: { index: false, follow: false },
}

export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>{children}</body>
    </html>
  )
}
