import { InvoicePaymentForm } from '#components/stripe/invoice-payment-form.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { getPayableInvoice } from '#lib/invoices/get-payable-invoice.ts'
import type { InvoiceToPay, PayableInvoice } from '#lib/invoices/payable-invoice.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { getPaymentOverview, type PaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import { getPortalContext, type PortalContext } from '../../../portal-context.ts'
import { titled } from '../../../titled.ts'
import { withProblems } from '../../../with-problems.tsx'
import { confirmTexts } from '../../embed-props.tsx'
import { MemberEmbed } from '../../member-embed.tsx'
import { NotOfferedPage } from '../../not-offered-page.tsx'
import { WayOn } from '../../way-on.tsx'
import { InvoiceState } from './invoice-state.tsx'
import { InvoiceSummary } from './invoice-summary.tsx'
import { NotAmongChoices } from './not-among-choices.tsx'
import { UnknownInvoice } from './unknown-invoice.tsx'

export const generateMetadata = titled('embed.pay_title')

export default withProblems(async function PayPage({ params }: { params: Promise<{ invoice: string }> }) {
  const context = await getPortalContext()
  const { services, reader, policy, t, mayChange } = context
  if (!isComponentOffered(policy, 'payment_element')) return <NotOfferedPage context={context} />

  const { invoice: id } = await params
  const [judged, overview] = await Promise.all([
    getPayableInvoice(services, { login: reader, invoice: id }),
    mayChange ? getPaymentOverview(services, reader) : undefined,
  ])
  if (judged.kind === 'unknown') return <UnknownInvoice path={`/pay/${id}`} context={context} />

  const { kind, invoice } = judged
  const title = titleOf(judged, t)
  return (
    <Page title={title} back={{ href: '/invoices', label: t('embed.pay_all_invoices') }}>
      {kind !== 'payable' && <InvoiceState kind={kind} hostedUrl={invoice.hostedUrl} t={t} />}
      {kind === 'payable' && !mayChange && <Banner>{t('portal.ask_owner')}</Banner>}
      <InvoiceSummary invoice={invoice} isPayable={kind === 'payable'} t={t} />
      {kind === 'payable' && overview && <PaymentSection context={context} invoice={invoice} overview={overview} />}
    </Page>
  )
})

interface PaymentSectionProps {
  context: PortalContext
  invoice: InvoiceToPay
  overview: PaymentOverview
}

function PaymentSection({ context, invoice, overview }: PaymentSectionProps) {
  const { t } = context
  const button = t('embed.pay_button', { amount: t.money(invoice) })
  return (
    <Section title={t('embed.pay_form_title')}>
      <NotAmongChoices overview={overview} context={context} />
      <MemberEmbed
        context={context}
        label={t('embed.pay_form_label')}
        instead={t('portal.preview_form')}
        wayOn={<WayOn context={context} hostedUrl={invoice.hostedUrl} />}
      >
        {(props) => (
          <InvoicePaymentForm
            {...props}
            texts={{ ...props.texts, ...confirmTexts(t, 'pay', button) }}
            invoice={invoice.id}
          />
        )}
      </MemberEmbed>
    </Section>
  )
}

function titleOf({ kind, invoice: { number } }: Exclude<PayableInvoice, { kind: 'unknown' }>, t: Translator): string {
  const isToPay = kind === 'payable'
  if (!number) return t(isToPay ? 'embed.pay_title' : 'embed.pay_invoice_title')
  return t(isToPay ? 'embed.pay_title_number' : 'embed.pay_invoice_title_number', { number })
}
