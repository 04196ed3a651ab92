import type { CustomerRef } from '#lib/access/customer-ref.ts'
import { flowEntries, flows } from '#lib/catalogue/flows.ts'
import { isFlowOffered, type Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { acceptsFlow, type FlowSubscription, listFlowSubscriptions } from './flow-subscription.ts'
import { type PortalFlow, type PortalTarget, portalSessionParameters } from './portal-session-parameters.ts'

export interface PortalPreview {
  flow: PortalFlow
  label: string
  /** As they would be sent to Stripe; undefined where no subscription of the customer's takes the flow. */
  parameters: object | undefined
}

/** What each portal session that is switched on would be minted with now; of several subscriptions, for the first that fits. */
export async function previewPortalSessions(
  services: Services,
  { customer, policy }: { customer: CustomerRef; policy: Policy },
): Promise<PortalPreview[]> {
  const names = flowEntries.map(([name]) => name).filter((name) => isFlowOffered(policy, name))
  const needsSubscription = names.some((name) => flows[name].about !== 'customer')
  const subscriptions = needsSubscription ? await listFlowSubscriptions(services, { customer }) : []
  const offered: PortalFlow[] = policy.portal.homepage ? ['portal_homepage', ...names] : names
  return offered.map((flow) => {
    const target = findTarget(flow, subscriptions, policy)
    const { publicOrigin } = services.env
    return {
      flow,
      label: flow === 'portal_homepage' ? 'Portal homepage' : flows[flow].label,
      parameters:
        target &&
        portalSessionParameters({ customer, locale: null, policy, target, publicOrigin, now: services.now() }),
    }
  })
}

function findTarget(flow: PortalFlow, subscriptions: FlowSubscription[], policy: Policy): PortalTarget | undefined {
  if (flow === 'portal_homepage' || flow === 'payment_method_update' || flow === 'customer_update') return { flow }
  const subscription = subscriptions.find((one) => acceptsFlow(one, flow))
  if (!subscription) return undefined
  if (flow !== 'subscription_update_confirm') return { flow, subscription: subscription.id }
  const [item] = subscription.items
  const price = policy.portal.confirm_price
  return item && price ? { flow, subscription: subscription.id, item: item.id, price } : undefined
}
