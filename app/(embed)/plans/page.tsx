import { SaleEmbed } from '#components/stripe/sale-embed.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { isComponentOffered } from '#lib/policy/policy.ts'
import { listOfferedFlows } from '#lib/portal-sessions/list-offered-flows.ts'
import { listSubscriptions } from '#lib/subscriptions/list-subscriptions.ts'
import { getPortalContext, type PortalContext } from '../../portal-context.ts'
import { titled } from '../../titled.ts'
import { withProblems } from '../../with-problems.tsx'
import { MemberEmbed } from '../member-embed.tsx'
import { NotOfferedPage } from '../not-offered-page.tsx'
import { CurrentPlans } from './current-plans.tsx'

export const generateMetadata = titled('embed.plans_title')

export default withProblems(async function PlansPage() {
  const context = await getPortalContext()
  const { services, reader, policy, t, mayChange } = context
  if (!isComponentOffered(policy, 'pricing_table') || policy.pricing_tables.length === 0)
    return <NotOfferedPage context={context} />

  const plans = (await listSubscriptions(services, reader)).filter(({ isRunning }) => isRunning)
  const { flows } =
    plans.length > 0 && mayChange ? await listOfferedFlows(services, { policy, login: reader }) : { flows: [] }
  const isSelling = mayChange && (plans.length === 0 || policy.several_subscriptions)
  return (
    <Page title={t('embed.plans_title')} intro={isSelling ? t('embed.plans_intro') : undefined}>
      {!mayChange && plans.length > 0 && <Banner>{t('portal.ask_owner')}</Banner>}
      {plans.length === 0 && !mayChange && (
        <Empty title={t('embed.plans_none_title')} action={<LinkButton href="/">{t('portal.back_home')}</LinkButton>}>
          {t('embed.plans_none_viewer')}
        </Empty>
      )}
      {plans.length > 0 && <CurrentPlans context={context} plans={plans} flows={flows} />}
      {isSelling && plans.length === 0 && <PricingTables context={context} />}
      {isSelling && plans.length > 0 && (
        <Section title={t('embed.plans_more')}>
          <PricingTables context={context} />
        </Section>
      )}
    </Page>
  )
})

function PricingTables({ context }: { context: PortalContext }) {
  const { policy, t } = context
  return policy.pricing_tables.map((id) => (
    <MemberEmbed
      key={id}
      context={context}
      label={t('embed.plans_label')}
      instead={t('portal.preview_pricing_table', { id })}
    >
      {(props) => (
        <SaleEmbed
          {...props}
          element="stripe-pricing-table"
          id={id}
          over={{ text: t('embed.plans_over'), button: t('embed.plans_again') }}
        />
      )}
    </MemberEmbed>
  ))
}
