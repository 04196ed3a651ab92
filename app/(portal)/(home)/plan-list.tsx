import type { Door } from '#components/portal/doors.ts'
import { Badge } from '#components/ui/badge.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Home } from '#lib/home/get-home.ts'
import type { SubscriptionView } from '#lib/subscriptions/list-subscriptions.ts'
import type { PortalContext } from '../../portal-context.ts'
import { describeState } from '../subscription-words.ts'
import styles from './home.module.css'
import { PlanCard } from './plan-card.tsx'

interface PlanListProps {
  home: Home
  context: PortalContext
  doors: readonly Door[]
}

export function PlanList({ home: { plans, pastPlans }, context, doors }: PlanListProps) {
  const { t } = context
  return (
    <Section title={t('home.plans', { count: plans.length })}>
      {plans.length === 0 && (
        <Empty
          title={t(pastPlans.length > 0 ? 'home.empty_past_title' : 'home.empty_title')}
          action={
            doors.includes('plans') && (
              <LinkButton kind="primary" href="/plans">
                {t('home.see_plans')}
              </LinkButton>
            )
          }
        >
          {t('home.empty_text')}
        </Empty>
      )}
      <div className={styles.plans}>
        {plans.map((plan) => (
          <PlanCard key={plan.id} plan={plan} context={context} doors={doors} />
        ))}
      </div>
      {pastPlans.length > 0 && <PastPlans plans={pastPlans} context={context} />}
    </Section>
  )
}

function PastPlans({ plans, context: { t } }: { plans: SubscriptionView[]; context: PortalContext }) {
  return (
    <details className={styles.past}>
      <summary className={styles.summary}>{t('subscriptions.past', { count: plans.length })}</summary>
      <ul className={styles.pastList}>
        {plans.map(({ id, name, state }) => {
          const { tone, text } = describeState(state, t)
          return (
            <li key={id} className={styles.pastPlan}>
              <span>{name}</span>
              <Badge tone={tone}>{text}</Badge>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
