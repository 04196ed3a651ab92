import type { Reader } from '#lib/access/member-login.ts'
import { type FlowName, flowEntries } from '#lib/catalogue/flows.ts'
import { isFlowOffered, type Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { findPrice, type OfferedPrice } from './find-price.ts'
import { acceptsFlow, type FlowSubscription, listFlowSubscriptions } from './flow-subscription.ts'
import { allowsFlow, findPortalConfiguration, type PortalConfiguration } from './portal-configuration.ts'

export interface OfferedFlow {
  flow: FlowName
  subscription?: { id: string; name: string }
  /** Where the flow leads to one price: that, and what of the subscription gets it. */
  price?: OfferedPrice
  item?: string
}

export interface OfferedFlows {
  homepage: boolean
  flows: OfferedFlow[]
}

const nothing: OfferedFlows = { homepage: false, flows: [] }

/** What this customer can be sent to at Stripe: switched on here, allowed by the portal's configuration, and fitting a subscription of theirs. */
export async function listOfferedFlows(
  services: Services,
  { policy, login }: { policy: Policy; login: Reader },
): Promise<OfferedFlows> {
  const switchedOn = flowEntries.filter(([name]) => isFlowOffered(policy, name))
  if (!policy.portal.homepage && switchedOn.length === 0) return nothing

  const { confirm_price } = policy.portal
  const leadsToPrice = confirm_price !== null && isFlowOffered(policy, 'subscription_update_confirm')
  const [configuration, subscriptions, viewPrice] = await Promise.all([
    findPortalConfiguration(services, policy),
    switchedOn.some(([, flow]) => flow.about !== 'customer') ? listFlowSubscriptions(services, login) : [],
    leadsToPrice ? findPrice(services, confirm_price) : undefined,
  ])
  if (!configuration?.isActive) return nothing

  const flows = switchedOn
    .filter(([flow]) => allowsFlow(configuration, flow))
    .flatMap(([flow, { about }]): OfferedFlow[] => {
      if (about === 'customer') return [{ flow }]
      const accepting = subscriptions.filter((subscription) => acceptsFlow(subscription, flow))
      return flow === 'subscription_update_confirm'
        ? accepting.flatMap((subscription) => offerPrice(subscription, configuration, viewPrice))
        : accepting.map((subscription) => ({ flow, subscription: viewPlan(subscription) }))
    })
  return { homepage: policy.portal.homepage, flows }
}

/** The price that the operators chose, unless the subscription is on it already. */
function offerPrice(
  subscription: FlowSubscription,
  { updatePrices }: PortalConfiguration,
  viewPrice: Awaited<ReturnType<typeof findPrice>>,
): OfferedFlow[] {
  const [item] = subscription.items
  const price = item && viewPrice?.(item.quantity)
  return price && updatePrices.includes(price.id) && item.price !== price.id
    ? [{ flow: 'subscription_update_confirm', subscription: viewPlan(subscription), price, item: item.id }]
    : []
}

function viewPlan({ id, name }: FlowSubscription) {
  return { id, name }
}
