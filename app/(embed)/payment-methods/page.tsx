import { PaymentMethodForm } from '#components/stripe/payment-method-form.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { getPaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import { getEmbedContext } from '../embed-context.ts'
import { confirmTexts, embedProps } from '../embed-props.tsx'
import { NotOffered } from '../not-offered.tsx'
import { DoneBanner } from './done-banner.tsx'
import { SavedMethods } from './saved-methods.tsx'

interface PaymentMethodsPageProps {
  searchParams: Promise<{ done?: string | string[] }>
}

export default async function PaymentMethodsPage({ searchParams }: PaymentMethodsPageProps) {
  const context = await getEmbedContext()
  const { services, login, policy, t, mayChange } = context
  if (!isComponentOffered(policy, 'payment_element')) return <NotOffered context={context} />

  const overview = await getPaymentOverview(services, login)
  const { done } = await searchParams
  const props = embedProps(context)
  return (
    <Page title={t('embed.methods_title')}>
      <DoneBanner done={done} t={t} />
      {!mayChange && <Banner>{t('embed.ask_owner')}</Banner>}
      <SavedMethods context={context} overview={overview} />
      {mayChange && (
        <Section title={t('embed.methods_add_title')}>
          <PaymentMethodForm
            {...props}
            texts={{ ...props.texts, ...confirmTexts(t, 'methods', t('embed.methods_button')) }}
            label={t('embed.methods_form_label')}
            currency={overview.currency}
          />
        </Section>
      )}
    </Page>
  )
}
