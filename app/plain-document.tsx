// The whole document of a page that anybody may see: signing in, and whatever went wrong. It is drawn with the database down, too.
import './tokens.css'
import './base.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { AccentStyle } from '#components/portal/accent-style.tsx'
import { PlainShell } from '#components/portal/plain-shell.tsx'
import { PreviewBar } from '#components/portal/preview-bar.tsx'
import { getTranslator } from '#lib/messages/translate.ts'
import { getServices } from '#lib/services.ts'
import { findOpenPagePreview } from '#lib/web/page-preview.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { findCompany } from './find-company.ts'
import { fontVariables } from './fonts.ts'

export async function PlainDocument({ children }: { children: ReactNode }) {
  const [company, preview] = await Promise.all([findCompany(), findOpenPreview()])
  const t = getTranslator()
  return (
    <html lang={t.locale} className={fontVariables}>
      <head>
        <AccentStyle accent={company.accent} nonce={getRequestContext().nonce} />
      </head>
      <body>
        <PlainShell
          t={t}
          company={company}
          isTest={!getServices().env.stripe.livemode}
          previewBar={preview && <PreviewBar t={t} preview={preview} now={getServices().now()} />}
        >
          {children}
        </PlainShell>
      </body>
    </html>
  )
}

/** Without the database there is none to speak of. */
function findOpenPreview() {
  return findOpenPagePreview().catch(() => undefined)
}

export async function plainMetadata(): Promise<Metadata> {
  const { name } = await findCompany()
  return {
    title: { template: `%s · ${name}`, default: `${getTranslator()('portal.billing')} · ${name}` },
    robots: { index: false, follow: false },
  }
}
