import type { Company } from '#lib/company/company.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { LinkButton } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { supportHref } from './support.ts'
import styles from './ways-on.module.css'

/** The page of something that is off. Whoever draws it sets the status 404. */
export function NotOffered({ t, company }: { t: Translator; company: Company }) {
  const support = supportHref(company)
  const values = { company: company.name }
  return (
    <Page title={t('portal.not_offered_title')} intro={t('portal.not_offered', values)}>
      {support && <p>{t('portal.not_offered_contact', values)}</p>}
      <div className={styles.ways}>
        <LinkButton kind="primary" href="/">
          {t('portal.back_home')}
        </LinkButton>
        {support && <LinkButton href={support}>{t('portal.contact_company', values)}</LinkButton>}
      </div>
    </Page>
  )
}
