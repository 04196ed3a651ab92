import type { Company } from '#lib/company/company.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { LinkButton } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import styles from './problem-page.module.css'
import { isProblemCode, problemWays, type Way } from './problem-ways.ts'
import { supportHref } from './support.ts'

interface ProblemPageProps {
  t: Translator
  company: Company
  code: string
  /** What the request got wrong, named; for people who can do something about it. */
  detail?: string
  field?: string
  /** The reference number under which the log has it. */
  requestId: string
  /** The page that failed, where trying again makes sense. */
  retryHref?: string
}

/** What happened, what was not done, where to go on, and the number to quote. */
export function ProblemPage({ t, company, code: given, detail, field, requestId, retryHref }: ProblemPageProps) {
  const code = isProblemCode(given) ? given : 'fault'
  const values = { company: company.name }
  const undone = t(`problem.${code}_undone`, values)
  const hrefs: Record<Way, string | null> = {
    // Trying again is the way home already.
    home: retryHref === '/' ? null : '/',
    retry: retryHref ?? null,
    sign_in: '/login/start',
    host: company.host_url,
    contact: supportHref(company),
    admin: '/admin',
    invoices: '/invoices',
    preview: '/',
  }
  const ways = problemWays[code].flatMap((way) => ({ way, href: hrefs[way] })).filter(({ href }) => href !== null)
  return (
    <Page title={t(`problem.${code}_title`, values)}>
      <div className={styles.words}>
        <p>{t(`problem.${code}_text`, values)}</p>
        {detail && <p className={styles.detail}>{detail}</p>}
        {field && <p className={styles.detail}>{t('problem.field', { field })}</p>}
        {undone && <p>{undone}</p>}
      </div>
      <div className={styles.ways}>
        {ways.map(({ way, href }, index) => (
          <LinkButton key={way} kind={index === 0 ? 'primary' : 'secondary'} href={href ?? undefined}>
            {t(`problem.${way}`, values)}
          </LinkButton>
        ))}
      </div>
      <p className={styles.reference}>
        {t('problem.reference')} <code>{requestId}</code>
      </p>
    </Page>
  )
}
