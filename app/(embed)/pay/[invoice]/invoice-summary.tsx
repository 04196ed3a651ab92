import { DateText } from '#components/ui/date-text.tsx'
import { Money } from '#components/ui/money.tsx'
import { Row, Rows } from '#components/ui/row.tsx'
import { Section } from '#components/ui/section.tsx'
import type { InvoiceToPay } from '#lib/invoices/payable-invoice.ts'
import { isoDate } from '#lib/messages/format-date.ts'
import type { Translator } from '#lib/messages/translate.ts'

export function InvoiceSummary({ invoice, t }: { invoice: InvoiceToPay; t: Translator }) {
  const { lines, hasMoreLines, currency, dueAt } = invoice
  return (
    <Section
      title={t('embed.pay_invoice_title')}
      description={dueAt && <DateText iso={isoDate(dueAt)}>{t('embed.pay_due', { date: t.date(dueAt) })}</DateText>}
    >
      <Rows>
        {lines.map(({ id, description, amountMinor }) => (
          <Row key={id} label={description}>
            <Money amount={t.money({ amountMinor, currency })} />
          </Row>
        ))}
        <Row label={<strong>{t('embed.pay_total')}</strong>}>
          <Money large amount={t.money(invoice)} />
        </Row>
      </Rows>
      {hasMoreLines && <p>{t('embed.pay_more_lines')}</p>}
    </Section>
  )
}
