import { SaleEmbed } from '#components/stripe/sale-embed.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { isComponentOffered } from '#lib/policy/policy.ts'
import { listRunningSubscriptions } from '#lib/subscriptions/list-running-subscriptions.ts'
import { getEmbedContext } from '../embed-context.ts'
import { embedProps } from '../embed-props.tsx'
import { NotOffered } from '../not-offered.tsx'
import { CurrentPlans } from './current-plans.tsx'

export default async function PlansPage() {
  const context = await getEmbedContext()
  const { services, login, policy, t, mayChange } = context
  if (!isComponentOffered(policy, 'pricing_table') || policy.pricing_tables.length === 0)
    return <NotOffered context={context} />

  const running = await listRunningSubscriptions(services, login)
  const isSelling = running.length === 0 || policy.several_subscriptions
  return (
    <Page title={t('embed.plans_title')} intro={isSelling && mayChange ? t('embed.plans_intro') : undefined}>
      {running.length > 0 && <CurrentPlans context={context} running={running} />}
      {!mayChange && <Banner>{t('embed.ask_owner')}</Banner>}
      {isSelling &&
        mayChange &&
        policy.pricing_tables.map((id) => (
          <SaleEmbed
            key={id}
            {...embedProps(context)}
            element="stripe-pricing-table"
            id={id}
            label={t('embed.plans_label')}
            over={{ text: t('embed.plans_over'), button: t('embed.plans_again') }}
          />
        ))}
    </Page>
  )
}
