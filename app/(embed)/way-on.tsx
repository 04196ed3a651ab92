import { supportHref } from '#components/portal/support.ts'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { LoginField } from '../login-field.tsx'
import type { PortalContext } from '../portal-context.ts'

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
          <form method="post" action="/api/portal-sessions">
            <input type="hidden" name="flow" value="portal_homepage" />
            <LoginField context={context} />
            <Button>{t('embed.hosted_page')}</Button>
          </form>
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
