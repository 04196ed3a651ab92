import { PaymentMethodForm } from '#components/stripe/payment-method-form.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listOpenInvoices } from '#lib/invoices/list-open-invoices.ts'
import { getPaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import { getPortalContext } from '../../portal-context.ts'
import { titled } from '../../titled.ts'
import { withProblems } from '../../with-problems.tsx'
import { confirmTexts } from '../embed-props.tsx'
import { MemberEmbed } from '../member-embed.tsx'
import { NotOfferedPage } from '../not-offered-page.tsx'
import { DoneBanner, isCardReplaced } from './done-banner.tsx'
import { SavedMethods } from './saved-methods.tsx'

export const generateMetadata = titled('embed.methods_title')

interface PaymentMethodsPageProps {
  searchParams: Promise<{ done?: string | string[]; payment_method?: string | string[] }>
}

export default withProblems(async function PaymentMethodsPage({ searchParams }: PaymentMethodsPageProps) {
  const context = await getPortalContext()
  const { services, reader, policy, t, mayChange } = context
  if (!isComponentOffered(policy, 'payment_element')) return <NotOfferedPage context={context} />

  const { done, payment_method } = await searchParams
  const [overview, openInvoices] = await Promise.all([
    getPaymentOverview(services, reader),
    isCardReplaced(done) ? listOpenInvoices(services, reader) : [],
  ])
  return (
    <Page title={t('embed.methods_title')}>
      <DoneBanner
        done={done}
        paymentMethod={payment_method}
        overview={overview}
        openInvoices={openInvoices}
        context={context}
      />
      {!mayChange && <Banner>{t('portal.ask_owner')}</Banner>}
      <SavedMethods context={context} overview={overview} />
      {mayChange && (
        <Section title={t('embed.methods_add_title')}>
          <MemberEmbed context={context} label={t('embed.methods_form_label')} instead={t('portal.preview_form')}>
            {(props) => (
              <PaymentMethodForm
                {...props}
                texts={{ ...props.texts, ...confirmTexts(t, 'methods', t('embed.methods_button')) }}
                currency={overview.currency}
              />
            )}
          </MemberEmbed>
        </Section>
      )}
    </Page>
  )
})
