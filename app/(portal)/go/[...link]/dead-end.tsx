import type { ReactNode } from 'react'
import { supportHref } from '#components/portal/support.ts'
import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import type { PortalContext } from '../../../portal-context.ts'
import styles from './link-page.module.css'

/** Never an end: Home, and whoever helps. */
export function DeadEnd({
  title,
  text,
  context: { t, company },
  children,
}: {
  title: string
  text: string
  context: PortalContext
  children?: ReactNode
}) {
  const support = supportHref(company)
  return (
    <Page title={title} intro={text}>
      <div className={styles.ways}>
        <LinkButton kind="primary" href="/">
          {t('go.back_home')}
        </LinkButton>
        {children}
        {support && <LinkButton href={support}>{t('go.contact', { company: company.name })}</LinkButton>}
      </div>
    </Page>
  )
}
