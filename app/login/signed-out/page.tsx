import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { getTranslator } from '#lib/messages/translate.ts'
import { findPageLogin } from '#lib/web/page-login.ts'
import { findCompany } from '../../find-company.ts'

export default async function SignedOutPage() {
  if (await findPageLogin()) redirect('/')
  const company = await findCompany()
  const t = getTranslator()
  const values = { company: company.name }
  return (
    <Page title={t('login.signed_out_title')} intro={t('login.signed_out_intro', values)}>
      <p>
        <LinkButton kind="primary" href={company.host_url ?? '/login/start'}>
          {company.host_url ? t('portal.back_to_company', values) : t('login.sign_in_again')}
        </LinkButton>
      </p>
    </Page>
  )
}

export const metadata: Metadata = { title: getTranslator()('login.signed_out_title') }
