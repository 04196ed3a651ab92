// The whole document of a signed-in customer's page. Two root layouts share it, so that only one of them ever holds Stripe's scripts.
import './tokens.css'
import './base.css'
import type { Metadata } from 'next'
import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { AccentStyle } from '#components/portal/accent-style.tsx'
import { type FailureTexts, FailureTextsProvider } from '#components/portal/failure-texts.tsx'
import { PreviewBar } from '#components/portal/preview-bar.tsx'
import { ProblemPage } from '#components/portal/problem-page.tsx'
import { Shell } from '#components/portal/shell.tsx'
import { getTranslator, type Translator } from '#lib/messages/translate.ts'
import { isPreview } from '#lib/previews/preview.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { findCompany } from './find-company.ts'
import { fontVariables } from './fonts.ts'
import { offeredDoors } from './offered-doors.ts'
import { PlainDocument, plainMetadata } from './plain-document.tsx'
import { findPortalContext, getPortalContext, type PortalContext } from './portal-context.ts'
import { reportProblem } from './report-problem.ts'

export async function PortalDocument({ children }: { children: ReactNode }) {
  try {
    return drawDocument(await getPortalContext(), children)
  } catch (error) {
    unstable_rethrow(error)
    return (
      <PlainDocument>
        <ProblemPage t={getTranslator()} company={await findCompany()} {...reportProblem(error)} />
      </PlainDocument>
    )
  }
}

function drawDocument({ services, reader, policy, company, t }: PortalContext, children: ReactNode) {
  const { nonce, pathname = '/' } = getRequestContext()
  return (
    <html lang={t.locale} className={fontVariables}>
      <head>
        <AccentStyle accent={company.accent} nonce={nonce} />
      </head>
      <body>
        <Shell
          t={t}
          company={company}
          signedInAs={isPreview(reader) ? undefined : (reader.name ?? reader.email ?? reader.customerId)}
          previewBar={isPreview(reader) && <PreviewBar t={t} preview={reader} now={services.now()} />}
          doors={offeredDoors(policy)}
          pathname={pathname}
          isTest={!services.env.stripe.livemode}
        >
          <FailureTextsProvider texts={failureTexts(t)}>{children}</FailureTextsProvider>
        </Shell>
      </body>
    </html>
  )
}

/** In the document's language: a page that broke can ask for nothing any more. */
function failureTexts(t: Translator): FailureTexts {
  return {
    title: t('problem.fault_title'),
    text: t('problem.page_failed'),
    retry: t('problem.retry'),
    home: t('problem.home'),
    reference: t('problem.reference'),
  }
}

export async function portalMetadata(): Promise<Metadata> {
  const context = await findPortalContext()
  if (!context) return plainMetadata()
  const { company, t } = context
  return {
    title: { template: `%s · ${company.name}`, default: `${t('portal.billing')} · ${company.name}` },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false },
  }
}
