import type { MemberLogin } from '#lib/access/member-login.ts'
import { flows } from '#lib/catalogue/flows.ts'
import { Refusal } from '#lib/errors.ts'
import { recordMint } from '#lib/mints/record-mint.ts'
import { type ResolvedPolicy, resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { isFlowOffered, type Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { acceptsFlow, type FlowSubscription, listFlowSubscriptions } from './flow-subscription.ts'
import { findPortalConfiguration } from './portal-configuration.ts'
import { type PortalFlow, type PortalTarget, portalSessionParameters } from './portal-session-parameters.ts'

export interface PortalSessionToMint {
  login: MemberLogin
  /** What holds for them, where it was read together with the login. */
  resolved?: ResolvedPolicy
  flow: PortalFlow
  /** Wanted by the flows that are about a subscription; must be one of the customer's own. */
  subscription?: string
  /** For `subscription_update_confirm`, from a link; one of those that the portal's configuration lists. */
  price?: string
}

/**
 * Mints a portal session for the login's own customer and answers with its address, which is a key: hand it on at once, keep it nowhere.
 * @returns url good for 5 minutes unused, then until 1 hour after the last activity
 * @throws Refusal flow_not_allowed | invalid_input (subscription) | object_not_found | customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable | stripe_busy
 * @see https://docs.stripe.com/api/customer_portal/sessions/create
 */
export async function mintPortalSession(
  services: Services,
  { login, resolved, flow, subscription, price }: PortalSessionToMint,
): Promise<{ url: string }> {
  const { policy, revision, override } = resolved ?? (await resolvePolicy(services, login))
  if (!isOffered(policy, flow)) throw new Refusal('flow_not_allowed', { field: 'flow' })

  const target = await findTarget(services, { login, flow, subscription, price, policy })
  const { customer, customerId, locale, memberId, scope } = login
  const parameters = portalSessionParameters({
    customer,
    locale,
    policy,
    target,
    publicOrigin: services.env.publicOrigin,
    now: services.now(),
  })
  const mint = {
    scope,
    kind: 'portal_session' as const,
    memberId,
    customer: customerId,
    page: flow,
    parameters,
    policyRevision: revision,
    overrideVersion: override?.version ?? null,
  }
  const session = await recordMint(services, mint, () =>
    callStripe(services.stripe, (stripe, options) => stripe.billingPortal.sessions.create(parameters, options), {
      isQueued: true,
    }).catch(refuseMissingCustomer),
  )
  return { url: session.url }
}

function isOffered(policy: Policy, flow: PortalFlow): boolean {
  return flow === 'portal_homepage' ? policy.portal.homepage : isFlowOffered(policy, flow)
}

async function findTarget(services: Services, input: PortalSessionToMint & { policy: Policy }): Promise<PortalTarget> {
  const { login, flow } = input
  if (flow === 'portal_homepage' || flow === 'payment_method_update' || flow === 'customer_update') return { flow }
  if (!input.subscription)
    throw new Refusal('invalid_input', { field: 'subscription', detail: `${flows[flow].label} needs a subscription.` })

  const subscription = (await listFlowSubscriptions(services, login)).find(({ id }) => id === input.subscription)
  if (!subscription) throw new Refusal('object_not_found', { field: 'subscription' })
  if (!acceptsFlow(subscription, flow))
    throw new Refusal('flow_not_allowed', {
      field: 'subscription',
      detail: `${flows[flow].label} is not possible for this subscription now.`,
    })
  return flow === 'subscription_update_confirm'
    ? confirmTarget(services, subscription, input)
    : { flow, subscription: subscription.id }
}

/** To the price that the operators chose, or to one that a link names: that one only if the portal's configuration lists it. */
async function confirmTarget(
  services: Services,
  { id, items: [item] }: FlowSubscription,
  { policy, price }: Pick<PortalSessionToMint, 'price'> & { policy: Policy },
): Promise<PortalTarget> {
  const chosen = price ?? policy.portal.confirm_price
  const isListed = !price || (await findPortalConfiguration(services, policy))?.updatePrices.includes(price)
  if (!item || !chosen || !isListed) throw new Refusal('flow_not_allowed', { field: price ? 'price' : 'flow' })
  return { flow: 'subscription_update_confirm', subscription: id, item: item.id, price: chosen }
}
