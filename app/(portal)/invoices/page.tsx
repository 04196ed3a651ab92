import { LinkButton } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { Refusal } from '#lib/errors.ts'
import { listInvoices } from '#lib/invoices/list-invoices.ts'
import { getPortalContext } from '../../portal-context.ts'
import { titled } from '../../titled.ts'
import { withProblems } from '../../with-problems.tsx'
import { InvoiceTable } from './invoice-table.tsx'
import styles from './invoices.module.css'

interface InvoicesProps {
  searchParams: Promise<{ after?: string | string[] }>
}

export const generateMetadata = titled('invoices.title')

export default withProblems(async function InvoicesPage({ searchParams }: InvoicesProps) {
  const context = await getPortalContext()
  const { services, reader, t } = context
  const after = parseAfter((await searchParams).after)
  const { invoices, nextAfter } = await listInvoices(services, { login: reader, after })
  const prefix = after ? 'empty_older' : 'empty'
  return (
    <Page title={t('invoices.title')}>
      {invoices.length > 0 ? (
        <InvoiceTable invoices={invoices} context={context} />
      ) : (
        !nextAfter && <Empty title={t(`invoices.${prefix}_title`)}>{t(`invoices.${prefix}_text`)}</Empty>
      )}
      {(after || nextAfter) && (
        <nav className={styles.pages} aria-label={t('invoices.pages')}>
          {after && <LinkButton href="/invoices">{t('invoices.newest')}</LinkButton>}
          {nextAfter && <LinkButton href={`/invoices?after=${nextAfter}`}>{t('invoices.older')}</LinkButton>}
        </nav>
      )}
    </Page>
  )
})

function parseAfter(after: string | string[] | undefined): string | undefined {
  if (after === undefined) return undefined
  if (typeof after === 'string' && /^in_\w{1,250}$/.test(after)) return after
  throw new Refusal('object_not_found')
}
