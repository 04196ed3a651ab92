import { DateText } from '#components/ui/date-text.tsx'
import { Money } from '#components/ui/money.tsx'
import { Row, Rows } from '#components/ui/row.tsx'
import { Section } from '#components/ui/section.tsx'
import type { InvoiceToPay } from '#lib/invoices/payable-invoice.ts'
import type { Translator } from '#lib/messages/translate.ts'

interface InvoiceSummaryProps {
  invoice: InvoiceToPay
  isPayable: boolean
  t: Translator
}

export function InvoiceSummary({ invoice, isPayable, t }: InvoiceSummaryProps) {
  const { lines, hasMoreLines, currency, dueAt, amountMinor, totalMinor } = invoice
  return (
    <Section
      title={t('embed.pay_invoice_title')}
      description={
        isPayable && dueAt && <DateText iso={t.isoDate(dueAt)}>{t('embed.pay_due', { date: t.date(dueAt) })}</DateText>
      }
    >
      <Rows>
        {lines.map(({ id, description, ...line }) => (
          <Row key={id} label={description}>
            <Money amount={t.money({ amountMinor: line.amountMinor, currency })} />
          </Row>
        ))}
        <Row label={<strong>{t(isPayable ? 'embed.pay_now' : 'embed.pay_total')}</strong>}>
          <Money large amount={t.money({ amountMinor: isPayable ? amountMinor : totalMinor, currency })} />
        </Row>
      </Rows>
      {hasMoreLines && <p>{t('embed.pay_more_lines')}</p>}
    </Section>
  )
}
