// Why Stripe refused a portal session, in our words. Only then is more read than the mint itself asks, and what is read
// decides, not Stripe's words: another customer's object takes the same way as one that does not exist.
import type { MemberLogin } from '#lib/access/member-login.ts'
import { flows } from '#lib/catalogue/flows.ts'
import { Refusal } from '#lib/errors.ts'
import type { Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { findFault } from '#lib/stripe/find-fault.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { acceptsFlow, listFlowSubscriptions } from './flow-subscription.ts'
import { allowsFlow, findPortalConfiguration } from './portal-configuration.ts'
import type { PortalTarget } from './portal-session-parameters.ts'

interface RefusedSession {
  login: MemberLogin
  policy: Policy
  target: PortalTarget
}

/** @throws Refusal object_not_found | flow_not_allowed | stripe_refused, whatever `refuseMissingCustomer` and a failed reading throw, or what was caught */
export async function refusePortalSession(
  services: Services,
  session: RefusedSession,
  caught: unknown,
): Promise<never> {
  const fault = findFault(caught)
  if (!fault) throw caught
  if (fault.isMissing && isCustomer(fault.param)) refuseMissingCustomer(caught)
  const cause = caught instanceof Refusal ? caught.cause : caught
  throw (
    (await findWrongSubscription(services, session, cause)) ??
    (await findLackingConfiguration(services, session, cause)) ??
    new Refusal('stripe_refused', { cause })
  )
}

function isCustomer(param: string | undefined): boolean {
  return param === 'customer' || param === 'customer_account'
}

async function findWrongSubscription(
  services: Services,
  { login, target }: RefusedSession,
  cause: unknown,
): Promise<Refusal | undefined> {
  if (!('subscription' in target)) return undefined
  const own = (await listFlowSubscriptions(services, login)).find(({ id }) => id === target.subscription)
  if (!own) return new Refusal('object_not_found', { field: 'subscription', cause })
  const detail = `${flows[target.flow].label} is not possible for this subscription now.`
  if (!acceptsFlow(own, target.flow)) return new Refusal('flow_not_allowed', { field: 'subscription', detail, cause })
  if (target.flow !== 'subscription_update_confirm') return undefined
  const item = own.items.find(({ id }) => id === target.item)
  if (!item) return new Refusal('object_not_found', { field: 'item', cause })
  return item.price === target.price ? new Refusal('flow_not_allowed', { field: 'price', detail, cause }) : undefined
}

async function findLackingConfiguration(
  services: Services,
  { policy, target }: RefusedSession,
  cause: unknown,
): Promise<Refusal | undefined> {
  const configuration = await findPortalConfiguration(services, policy)
  if (!configuration?.isActive || !allowsFlow(configuration, target.flow))
    return new Refusal('flow_not_allowed', { field: 'flow', cause })
  const isOffered =
    target.flow !== 'subscription_update_confirm' || allowsFlow(configuration, target.flow, target.price)
  return isOffered ? undefined : new Refusal('flow_not_allowed', { field: 'price', cause })
}
