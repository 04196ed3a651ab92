import type { MemberLogin } from '#lib/access/member-login.ts'
import { type FlowName, flows } from '#lib/catalogue/flows.ts'
import { Refusal } from '#lib/errors.ts'
import { recordMint } from '#lib/mints/record-mint.ts'
import { type ResolvedPolicy, resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { isFlowOffered, type Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { type PortalFlow, type PortalTarget, portalSessionParameters } from './portal-session-parameters.ts'
import { refusePortalSession } from './refuse-portal-session.ts'

export interface PortalSessionToMint {
  login: MemberLogin
  /** What holds for them, where it was read together with the login. */
  resolved?: ResolvedPolicy
  flow: PortalFlow
  /** Wanted by the flows that are about a subscription; must be one of the customer's own. */
  subscription?: string
  /** Wanted by `subscription_update_confirm`: what of the subscription gets another price. */
  item?: string
  /** For `subscription_update_confirm`, from a link; one of those that the portal's configuration lists. */
  price?: string
}

/**
 * Mints a portal session for the login's own customer and answers with its address, which is a key: hand it on at once, keep it nowhere.
 * One call to Stripe, unless Stripe refuses it and has to be asked why.
 * @returns url good for 5 minutes unused, then until 1 hour after the last activity
 * @throws Refusal flow_not_allowed | invalid_input (subscription, item) | object_not_found | customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable | stripe_busy
 * @see https://docs.stripe.com/api/customer_portal/sessions/create
 */
export async function mintPortalSession(services: Services, asked: PortalSessionToMint): Promise<{ url: string }> {
  const { login, resolved, flow } = asked
  const { policy, revision, override } = resolved ?? (await resolvePolicy(services, login))
  if (!isOffered(policy, flow)) throw new Refusal('flow_not_allowed', { field: 'flow' })

  const target = findTarget({ ...asked, policy })
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
    }).catch((error) => refusePortalSession(services, { login, policy, target }, error)),
  )
  return { url: session.url }
}

function isOffered(policy: Policy, flow: PortalFlow): boolean {
  return flow === 'portal_homepage' ? policy.portal.homepage : isFlowOffered(policy, flow)
}

/** What Stripe is asked for. Whether the subscription is the customer's own, and takes the flow now, Stripe itself judges. */
function findTarget({
  flow,
  subscription,
  item,
  price,
  policy,
}: PortalSessionToMint & { policy: Policy }): PortalTarget {
  if (flow === 'portal_homepage' || flow === 'payment_method_update' || flow === 'customer_update') return { flow }
  if (!subscription) throw lacks(flow, 'subscription')
  if (flow !== 'subscription_update_confirm') return { flow, subscription }
  if (!item) throw lacks(flow, 'item')
  const chosen = price ?? policy.portal.confirm_price
  if (!chosen) throw new Refusal('flow_not_allowed', { field: 'flow' })
  return { flow, subscription, item, price: chosen }
}

function lacks(flow: FlowName, field: string): Refusal {
  return new Refusal('invalid_input', { field, detail: `${flows[flow].label} needs the field ${field}.` })
}
