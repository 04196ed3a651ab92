// The whole document of a signed-in customer's page. Two root layouts share it, so that only one of them ever holds Stripe's scripts.
import './tokens.css'
import './base.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { AccentStyle } from '#components/portal/accent-style.tsx'
import { Shell } from '#components/portal/shell.tsx'
import { getRequestContext } from '#lib/web/request-context.ts'
import { fontVariables } from './fonts.ts'
import { offeredDoors } from './offered-doors.ts'
import { getPortalContext } from './portal-context.ts'

export async function PortalDocument({ children }: { children: ReactNode }) {
  const { services, login, policy, company, t } = await getPortalContext()
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
          signedInAs={login.name ?? login.email ?? login.customerId}
          doors={offeredDoors(policy)}
          pathname={pathname}
          isTest={!services.env.stripe.livemode}
        >
          {children}
        </Shell>
      </body>
    </html>
  )
}

export async function portalMetadata(): Promise<Metadata> {
  const { company, t } = await getPortalContext()
  const name = company.name
  return {
    title: { template: `%s · ${name}`, default: `${t('portal.billing')} · ${name}` },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false },
  }
}
