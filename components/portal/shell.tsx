import type { ReactNode } from 'react'
import { SkipLink } from '#components/ui/skip-link.tsx'
import type { Company } from '#lib/company/company.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { CompanyFooter } from './company-footer.tsx'
import { CompanyMark } from './company-mark.tsx'
import { type Door, doorHrefs, isBehind } from './doors.ts'
import styles from './shell.module.css'

interface ShellProps {
  t: Translator
  company: Company
  /** Who is signed in, as people know them; nobody in a preview. */
  signedInAs: string | undefined
  /** Says that this is a preview, above everything. */
  previewBar?: ReactNode
  /** Only those that are offered. */
  doors: readonly Door[]
  pathname: string
  isTest: boolean
  children: ReactNode
}

/** What stands around every page of a signed-in customer. */
export function Shell({ t, company, signedInAs, previewBar, doors, pathname, isTest, children }: ShellProps) {
  return (
    <div className={styles.shell}>
      <SkipLink>{t('portal.skip')}</SkipLink>
      {previewBar}
      <header className={styles.header}>
        {isTest && <p className={styles.test}>{t('portal.test')}</p>}
        <div className={styles.bar}>
          <CompanyMark company={company} href="/" />
          {signedInAs && <Account t={t} signedInAs={signedInAs} />}
        </div>
        <nav className={styles.navigation} aria-label={t('portal.navigation')}>
          <ul className={styles.doors}>
            {doors.map((door) => (
              <li key={door}>
                <a
                  className={styles.door}
                  href={doorHrefs[door]}
                  aria-current={isBehind(door, pathname) ? 'page' : undefined}
                >
                  {t(`portal.${door}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main className={styles.main} id="content" tabIndex={-1}>
        {children}
      </main>
      <CompanyFooter t={t} company={company} />
    </div>
  )
}

function Account({ t, signedInAs }: { t: Translator; signedInAs: string }) {
  return (
    <div className={styles.account}>
      <span className={styles.signedIn} title={t('portal.signed_in_as', { name: signedInAs })}>
        {signedInAs}
      </span>
      <form method="post" action="/login/sign-out">
        <button className={styles.signOut} type="submit">
          {t('portal.sign_out')}
        </button>
      </form>
    </div>
  )
}
