import { Badge, type Tone } from '#components/ui/badge.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Money } from '#components/ui/money.tsx'
import { Table } from '#components/ui/table.tsx'
import type { InvoiceStateKind, InvoiceView } from '#lib/invoices/invoice-view.ts'
import type { MessageKey } from '#lib/messages/message-catalogue.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import type { PortalContext } from '../../portal-context.ts'
import styles from './invoices.module.css'

export function InvoiceTable({ invoices, context }: { invoices: InvoiceView[]; context: PortalContext }) {
  const { t } = context
  return (
    <Table
      caption={t('invoices.list')}
      columns={[
        { key: 'number', label: t('invoices.number') },
        { key: 'date', label: t('invoices.date') },
        { key: 'state', label: t('invoices.state') },
        { key: 'amount', label: t('invoices.amount'), align: 'end' },
        { key: 'actions', label: t('invoices.actions'), align: 'end', labelHidden: true },
      ]}
      rows={invoices.map((invoice) => ({
        id: invoice.id,
        cells: {
          number: invoice.number ?? t('invoices.no_number'),
          date: <DateText iso={t.isoDate(invoice.issuedAt)}>{t.date(invoice.issuedAt)}</DateText>,
          state: <InvoiceState state={invoice.state} t={t} />,
          amount: <InvoiceAmount invoice={invoice} t={t} />,
          actions: <InvoiceActions invoice={invoice} context={context} />,
        },
      }))}
    />
  )
}

interface StateWords {
  tone: Tone
  text: MessageKey
  dated?: MessageKey
}

const states: Record<InvoiceStateKind, StateWords> = {
  open: { tone: 'caution', text: 'invoices.state_open', dated: 'invoices.state_open_dated' },
  overdue: { tone: 'bad', text: 'invoices.state_open', dated: 'invoices.state_overdue' },
  retrying: { tone: 'bad', text: 'invoices.state_open', dated: 'invoices.state_retrying' },
  paid: { tone: 'good', text: 'invoices.state_paid', dated: 'invoices.state_paid_dated' },
  void: { tone: 'neutral', text: 'invoices.state_void' },
  uncollectible: { tone: 'neutral', text: 'invoices.state_uncollectible' },
  unknown: { tone: 'neutral', text: 'invoices.state_unknown' },
}

function InvoiceState({ state: { kind, at }, t }: { state: InvoiceView['state']; t: Translator }) {
  const { tone, text, dated } = states[kind]
  return <Badge tone={tone}>{dated && at !== null ? t(dated, { date: t.date(at) }) : t(text)}</Badge>
}

function InvoiceAmount({ invoice, t }: { invoice: InvoiceView; t: Translator }) {
  const { totalMinor, remainingMinor, currency } = invoice
  const isPartlyPaid = remainingMinor > 0 && remainingMinor !== totalMinor && isOpen(invoice)
  return (
    <span className={styles.amount}>
      <Money amount={t.money({ amountMinor: totalMinor, currency })} />
      {isPartlyPaid && (
        <span className={styles.remaining}>
          {t('invoices.remaining', { amount: t.money({ amountMinor: remainingMinor, currency }) })}
        </span>
      )}
    </span>
  )
}

function InvoiceActions({
  invoice,
  context: { t, policy, mayChange },
}: {
  invoice: InvoiceView
  context: PortalContext
}) {
  const { id, hostedUrl, pdfUrl, remainingMinor } = invoice
  const number = invoice.number ?? t('invoices.no_number')
  const isPayable = isOpen(invoice) && remainingMinor > 0 && mayChange && isComponentOffered(policy, 'payment_element')
  return (
    <span className={styles.actions}>
      {hostedUrl && (
        <a className={styles.action} href={hostedUrl} rel="noopener" aria-label={t('invoices.view_label', { number })}>
          {t('invoices.view')}
        </a>
      )}
      {pdfUrl && (
        <a className={styles.action} href={pdfUrl} rel="noopener" aria-label={t('invoices.pdf_label', { number })}>
          {t('invoices.pdf')}
        </a>
      )}
      {isPayable && (
        <LinkButton kind="primary" href={`/pay/${id}`} aria-label={t('invoices.pay_label', { number })}>
          {t('invoices.pay')}
        </LinkButton>
      )}
    </span>
  )
}

function isOpen({ state }: InvoiceView): boolean {
  return ['open', 'overdue', 'retrying'].includes(state.kind)
}
