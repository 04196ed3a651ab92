import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { setStatus } from '#lib/web/request-context.ts'
import type { PortalContext } from '../../../portal-context.ts'
import { WayOn } from '../../way-on.tsx'

/** The same for an invoice that does not exist and for one of another customer. */
export function UnknownInvoice({ context }: { context: PortalContext }) {
  setStatus(404)
  const { t } = context
  return (
    <Page title={t('embed.pay_unknown_title')} intro={t('embed.pay_unknown')}>
      <div>
        <LinkButton kind="primary" href="/invoices">
          {t('embed.pay_all_invoices')}
        </LinkButton>
      </div>
      <div>
        <WayOn context={context} />
      </div>
    </Page>
  )
}
