import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Row, Rows } from '#components/ui/row.tsx'
import { Section } from '#components/ui/section.tsx'
import type { OfferedFlow } from '#lib/portal-sessions/list-offered-flows.ts'
import type { SubscriptionView } from '#lib/subscriptions/list-subscriptions.ts'
import { describeState } from '../../(portal)/subscription-words.ts'
import type { PortalContext } from '../../portal-context.ts'
import { PortalSessionForm } from '../../portal-session-form.tsx'
import { WayOn } from '../way-on.tsx'
import styles from './current-plans.module.css'

interface CurrentPlansProps {
  context: PortalContext
  plans: SubscriptionView[]
  flows: OfferedFlow[]
}

/** What the customer has, with the way to change it in the place of buying it twice. */
export function CurrentPlans({ context, plans, flows }: CurrentPlansProps) {
  const { t, mayChange } = context
  const isChangeable = ({ id }: SubscriptionView) =>
    flows.some(({ flow, subscription }) => flow === 'subscription_update' && subscription?.id === id)
  return (
    <Section title={t('embed.plans_current', { count: plans.length })}>
      <Rows>
        {plans.map((plan) => {
          const { tone, text } = describeState(plan.state, t)
          return (
            <Row
              key={plan.id}
              label={<strong className={styles.name}>{plan.name}</strong>}
              action={isChangeable(plan) && <ChangePlan context={context} plan={plan} isOnly={plans.length === 1} />}
            >
              <Badge tone={tone}>{text}</Badge>
            </Row>
          )
        })}
      </Rows>
      {mayChange && !plans.some(isChangeable) && (
        <div className={styles.ways}>
          <p>{t('embed.plans_change_elsewhere')}</p>
          <WayOn context={context} />
        </div>
      )}
    </Section>
  )
}

interface ChangePlanProps {
  context: PortalContext
  plan: SubscriptionView
  isOnly: boolean
}

function ChangePlan({ context, plan, isOnly }: ChangePlanProps) {
  const { t } = context
  return (
    <PortalSessionForm flow="subscription_update" subscription={plan.id} context={context}>
      <Button kind={isOnly ? 'primary' : 'secondary'}>
        {isOnly ? t('embed.plans_change') : t('embed.plans_change_one', { plan: plan.name })}
      </Button>
    </PortalSessionForm>
  )
}
