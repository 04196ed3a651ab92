import ways from '#components/portal/ways-on.module.css'
import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { setStatus } from '#lib/web/request-context.ts'
import type { PortalContext } from '../../../portal-context.ts'
import { signInElsewhereHref } from '../../../sign-in-elsewhere-href.ts'
import { WayOn } from '../../way-on.tsx'

/** The same for an invoice that does not exist and for one of another customer. */
export function UnknownInvoice({ path, context }: { path: string; context: PortalContext }) {
  setStatus(404)
  const { t } = context
  return (
    <Page title={t('embed.pay_unknown_title')} intro={t('embed.pay_unknown')}>
      <div className={ways.ways}>
        <LinkButton kind="primary" href="/invoices">
          {t('embed.pay_all_invoices')}
        </LinkButton>
        <LinkButton href={signInElsewhereHref(path)}>{t('embed.pay_sign_in_other')}</LinkButton>
        <WayOn context={context} />
      </div>
    </Page>
  )
}
