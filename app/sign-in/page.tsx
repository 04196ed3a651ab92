import type { Metadata } from 'next'
import { supportHref } from '#components/portal/support.ts'
import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { getTranslator } from '#lib/messages/translate.ts'
import { findCompany } from '../find-company.ts'

const t = getTranslator()

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await findCompany()
  return { title: t('portal.sign_in_title', { company: name }) }
}

/** Where a signed-out visit ends when no host app can be sent to. */
export default async function SignInPage() {
  const company = await findCompany()
  const values = { company: company.name }
  const support = supportHref(company)
  return (
    <Page title={t('portal.sign_in_title', values)} intro={t('portal.sign_in_text', values)}>
      <p>
        {company.host_url && (
          <LinkButton kind="primary" href={company.host_url}>
            {t('portal.back_to_company', values)}
          </LinkButton>
        )}
        {support && (
          <LinkButton kind="quiet" href={support}>
            {t('portal.contact_company', values)}
          </LinkButton>
        )}
      </p>
    </Page>
  )
}
