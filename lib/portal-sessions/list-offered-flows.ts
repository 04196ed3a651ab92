import type { MemberLogin } from '#lib/access/member-login.ts'
import { type FlowName, flowEntries } from '#lib/catalogue/flows.ts'
import { isFlowOffered, type Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { acceptsFlow, type FlowSubscription, listFlowSubscriptions } from './flow-subscription.ts'
import { findPortalConfiguration, type PortalConfiguration } from './portal-configuration.ts'

export interface OfferedFlow {
  flow: FlowName
  subscription?: { id: string; name: string }
}

export interface OfferedFlows {
  homepage: boolean
  flows: OfferedFlow[]
}

const nothing: OfferedFlows = { homepage: false, flows: [] }

/** What this customer can be sent to at Stripe: switched on here, allowed by the portal's configuration, and fitting a subscription of theirs. */
export async function listOfferedFlows(
  services: Services,
  { policy, login }: { policy: Policy; login: MemberLogin },
): Promise<OfferedFlows> {
  const switchedOn = flowEntries.filter(([name]) => isFlowOffered(policy, name))
  if (!policy.portal.homepage && switchedOn.length === 0) return nothing

  const [configuration, subscriptions] = await Promise.all([
    findPortalConfiguration(services, policy),
    switchedOn.some(([, flow]) => flow.about !== 'customer') ? listFlowSubscriptions(services, login) : [],
  ])
  if (!configuration?.isActive) return nothing

  const flows = switchedOn
    .filter(([, flow]) => configuration.enabledFeatures.includes(flow.configurationFeature))
    .flatMap(([name, { about }]): OfferedFlow[] =>
      about === 'customer' ? [{ flow: name }] : offersFor(name, subscriptions, policy, configuration),
    )
  return { homepage: policy.portal.homepage, flows }
}

function offersFor(
  flow: FlowName,
  subscriptions: FlowSubscription[],
  policy: Policy,
  configuration: PortalConfiguration,
): OfferedFlow[] {
  return subscriptions
    .filter((subscription) => acceptsFlow(subscription, flow))
    .filter(
      (subscription) =>
        flow !== 'subscription_update_confirm' || leadsToAnotherPrice(subscription, policy, configuration),
    )
    .map(({ id, name }) => ({ flow, subscription: { id, name } }))
}

function leadsToAnotherPrice(
  { items }: FlowSubscription,
  { portal }: Policy,
  { updatePrices }: PortalConfiguration,
): boolean {
  const price = portal.confirm_price
  return price !== null && updatePrices.includes(price) && items[0]?.price !== price
}
