import type { ReactNode } from 'react'
import type { Company } from '#lib/company/company.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { CompanyFooter } from './company-footer.tsx'
import { CompanyMark } from './company-mark.tsx'
import styles from './plain-shell.module.css'

interface PlainShellProps {
  t: Translator
  company: Company
  isTest: boolean
  /** Says that this is a preview, above everything. */
  previewBar?: ReactNode
  children: ReactNode
}

/** What stands around the pages that anybody may see: signing in, and whatever went wrong. */
export function PlainShell({ t, company, isTest, previewBar, children }: PlainShellProps) {
  return (
    <div className={styles.shell}>
      {previewBar}
      <header className={styles.header}>
        {isTest && <p className={styles.test}>{t('portal.test')}</p>}
        <div className={styles.bar}>
          <CompanyMark company={company} href={company.host_url ?? '/'} />
        </div>
      </header>
      <main className={styles.main}>{children}</main>
      <CompanyFooter t={t} company={company} />
    </div>
  )
}
