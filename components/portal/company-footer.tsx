import type { Company } from '#lib/company/company.ts'
import type { Translator } from '#lib/messages/translate.ts'
import styles from './company-footer.module.css'
import { supportHref } from './support.ts'

export function CompanyFooter({ t, company }: { t: Translator; company: Company }) {
  const links = [
    [company.host_url, t('portal.back_to_company', { company: company.name })],
    [supportHref(company), t('portal.contact')],
    [company.terms_url, t('portal.terms')],
    [company.privacy_url, t('portal.privacy')],
    [company.imprint_url, t('portal.imprint')],
  ].filter((link): link is [string, string] => Boolean(link[0]))
  return (
    <footer className={styles.footer}>
      <ul className={styles.links}>
        {links.map(([href, label]) => (
          <li key={label}>
            <a className={styles.link} href={href}>
              {label}
            </a>
          </li>
        ))}
      </ul>
      <p className={styles.powered}>{t('portal.powered')}</p>
    </footer>
  )
}
