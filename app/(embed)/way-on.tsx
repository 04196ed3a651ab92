import { supportHref } from '#components/portal/support.ts'
import { Button, LinkButton } from '#components/ui/button.tsx'
import type { PortalContext } from '../portal-context.ts'
import { PortalSessionForm } from '../portal-session-form.tsx'

interface WayOnProps {
  context: PortalContext
  /** Stripe's own page for what is meant, where there is one. */
  hostedUrl?: string | null
}

/** How a person goes on without our page: Stripe's page, and the company's contact. */
export function WayOn({ context, hostedUrl }: WayOnProps) {
  const { policy, company, t, mayChange } = context
  const support = supportHref(company)
  return (
    <>
      {hostedUrl ? (
        <LinkButton href={hostedUrl}>{t('embed.hosted_page')}</LinkButton>
      ) : (
        policy.portal.homepage &&
        mayChange && (
          <PortalSessionForm flow="portal_homepage" context={context}>
            <Button>{t('embed.hosted_page')}</Button>
          </PortalSessionForm>
        )
      )}
      {support && (
        <LinkButton kind="quiet" href={support}>
          {t('portal.contact_company', { company: company.name })}
        </LinkButton>
      )}
    </>
  )
}
