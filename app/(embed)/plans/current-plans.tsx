import { Button, LinkButton } from '#components/ui/button.tsx'
import { Row, Rows } from '#components/ui/row.tsx'
import { Section } from '#components/ui/section.tsx'
import { listOfferedFlows } from '#lib/portal-sessions/list-offered-flows.ts'
import type { NamedSubscription } from '#lib/subscriptions/list-running-subscriptions.ts'
import type { PortalContext } from '../../portal-context.ts'
import { WayOn } from '../way-on.tsx'

interface CurrentPlansProps {
  context: PortalContext
  running: NamedSubscription[]
}

/** What the customer has, with the way to change it in the place of buying it twice. */
export async function CurrentPlans({ context, running }: CurrentPlansProps) {
  const { services, policy, login, t, mayChange } = context
  const { flows } = await listOfferedFlows(services, { policy, login })
  const changeable = flows
    .filter(({ flow }) => flow === 'subscription_update')
    .flatMap(({ subscription }) => subscription?.id ?? [])
  const isStuck = mayChange && changeable.length === 0
  return (
    <Section
      title={t(running.length > 1 ? 'embed.plans_current_several' : 'embed.plans_current_title')}
      description={isStuck ? t('embed.plans_change_elsewhere') : undefined}
    >
      <Rows>
        {running.map(({ name, subscription: { id, status } }) => (
          <Row
            key={id}
            label={name}
            action={mayChange && changeable.includes(id) && <ChangePlan context={context} subscription={id} />}
          >
            {status}
          </Row>
        ))}
      </Rows>
      {isStuck && <WayOn context={context} />}
      <LinkButton href="/">{t('portal.back_home')}</LinkButton>
    </Section>
  )
}

function ChangePlan({ context: { login, t }, subscription }: { context: PortalContext; subscription: string }) {
  return (
    <form method="post" action="/api/portal-sessions">
      <input type="hidden" name="flow" value="subscription_update" />
      <input type="hidden" name="subscription" value={subscription} />
      <input type="hidden" name="login" value={login.id} />
      <Button kind="primary">{t('embed.plans_change')}</Button>
    </form>
  )
}
