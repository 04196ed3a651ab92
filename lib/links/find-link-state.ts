// Where a `/go/…` link leads the login's customer at this moment. There is always a next step, whatever the state.
import { mayChangeBilling, type Reader } from '#lib/access/member-login.ts'
import { type FlowName, flows } from '#lib/catalogue/flows.ts'
import { isFlowOffered, type Policy } from '#lib/policy/policy.ts'
import { findPrice, type OfferedPrice } from '#lib/portal-sessions/find-price.ts'
import { acceptsFlow, type FlowSubscription, listFlowSubscriptions } from '#lib/portal-sessions/flow-subscription.ts'
import { allowsFlow, findPortalConfiguration } from '#lib/portal-sessions/portal-configuration.ts'
import type { Services } from '#lib/services.ts'
import { isOwnEndedSubscription } from '#lib/subscriptions/is-own-ended-subscription.ts'
import { flowOf, type Link, type LinkFlow } from './link.ts'

export type PortalLink = Exclude<Link, { to: 'pay' }>
export interface Plan {
  id: string
  name: string
}

export type LinkState =
  | { kind: 'ready'; flow: LinkFlow; plan?: Plan; price?: OfferedPrice; item?: string }
  | { kind: 'choose'; flow: FlowName; plans: Plan[] }
  /** Switched off here, or not allowed by the portal's configuration. */
  | { kind: 'not_offered' }
  | { kind: 'ask_owner'; flow: LinkFlow }
  /** Another customer's, or nobody's: nobody learns which. */
  | { kind: 'not_yours' }
  | {
      kind: 'nothing_to_do'
      why: 'no_plan' | 'ended' | 'ending' | 'paused' | 'on_this_price' | 'not_possible'
      plan?: Plan
    }

interface Input {
  login: Reader
  policy: Policy
  link: PortalLink
}

export async function findLinkState(services: Services, input: Input): Promise<LinkState> {
  const { login, policy, link } = input
  const flow = flowOf(link)
  if (!isOffered(policy, flow)) return { kind: 'not_offered' }
  const configuration = await findPortalConfiguration(services, policy)
  if (!configuration?.isActive || !allowsFlow(configuration, flow, priceOf(link))) return { kind: 'not_offered' }
  if (!mayChangeBilling(login.role)) return { kind: 'ask_owner', flow }
  return flow === 'portal_homepage' || flows[flow].about === 'customer'
    ? { kind: 'ready', flow }
    : findPlanState(services, input, flow)
}

async function findPlanState(services: Services, { login, link }: Input, flow: FlowName): Promise<LinkState> {
  const plans = await listFlowSubscriptions(services, login)
  const wanted = 'subscription' in link ? link.subscription : undefined
  if (wanted) {
    const plan = plans.find(({ id }) => id === wanted)
    if (plan) return link.to === 'change-plan-to' ? findPriceState(services, plan, link.price) : stateOfPlan(plan, flow)
    const isEnded = await isOwnEndedSubscription(services, { login, subscription: wanted })
    return isEnded ? { kind: 'nothing_to_do', why: 'ended' } : { kind: 'not_yours' }
  }
  const [only, ...others] = plans.filter((plan) => acceptsFlow(plan, flow))
  if (only && others.length > 0) return { kind: 'choose', flow, plans: [only, ...others].map(viewPlan) }
  if (only) return { kind: 'ready', flow, plan: viewPlan(only) }
  const [first] = plans
  return first ? stateOfPlan(first, flow) : { kind: 'nothing_to_do', why: 'no_plan' }
}

async function findPriceState(services: Services, plan: FlowSubscription, wanted: string): Promise<LinkState> {
  const [item] = plan.items
  if (item?.price === wanted) return { kind: 'nothing_to_do', why: 'on_this_price', plan: viewPlan(plan) }
  const state = stateOfPlan(plan, 'subscription_update_confirm')
  if (state.kind !== 'ready' || !item) return state
  const viewPrice = await findPrice(services, wanted)
  return viewPrice ? { ...state, price: viewPrice(item.quantity), item: item.id } : { kind: 'not_offered' }
}

function stateOfPlan(plan: FlowSubscription, flow: FlowName): LinkState {
  const of = { plan: viewPlan(plan) }
  if (acceptsFlow(plan, flow)) return { kind: 'ready', flow, ...of }
  if (flow === 'subscription_cancel' && plan.isEnding) return { kind: 'nothing_to_do', why: 'ending', ...of }
  if (flow === 'subscription_pause' && plan.isPaused) return { kind: 'nothing_to_do', why: 'paused', ...of }
  return { kind: 'nothing_to_do', why: 'not_possible', ...of }
}

function isOffered(policy: Policy, flow: LinkFlow): boolean {
  return flow === 'portal_homepage' ? policy.portal.homepage : isFlowOffered(policy, flow)
}

function priceOf(link: PortalLink): string | undefined {
  return link.to === 'change-plan-to' ? link.price : undefined
}

function viewPlan({ id, name }: FlowSubscription): Plan {
  return { id, name }
}
