import type { MemberLogin } from '#lib/access/member-login.ts'
import type { ComponentName } from '#lib/catalogue/catalogue.ts'
import { Refusal } from '#lib/errors.ts'
import { recordMint } from '#lib/mints/record-mint.ts'
import { type ResolvedPolicy, resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { customerSessionParameters, type LeftOut } from './customer-session-parameters.ts'

export interface CustomerSessionToMint {
  login: MemberLogin
  /** What holds for them, where it was read together with the login. */
  resolved?: ResolvedPolicy
  components: readonly ComponentName[]
  leftOut?: LeftOut
  /** Where the secret will be used, for the record. */
  page: string | null
}

/**
 * Mints a customer session for the login's own customer, with what the policy allows and no more.
 * @returns clientSecret to be used within 30 minutes, then good for 30 more; expiresAt in unix seconds, from Stripe
 * @throws Refusal component_not_allowed | customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable | stripe_busy
 * @see https://docs.stripe.com/api/customer_sessions/create
 */
export async function mintCustomerSession(
  services: Services,
  { login, resolved, components, leftOut, page }: CustomerSessionToMint,
) {
  const { policy, revision, override } = resolved ?? (await resolvePolicy(services, login))
  const refused = components.find((name) => !isComponentOffered(policy, name))
  if (refused)
    throw new Refusal('component_not_allowed', { field: 'components', detail: `${refused} is not offered here.` })

  const parameters = { ...login.customer, components: customerSessionParameters(policy, components, leftOut) }
  const mint = {
    scope: login.scope,
    kind: 'customer_session' as const,
    memberId: login.memberId,
    customer: login.customerId,
    page,
    parameters,
    policyRevision: revision,
    overrideVersion: override?.version ?? null,
  }
  const session = await recordMint(services, mint, () =>
    callStripe(services.stripe, (stripe, options) => stripe.customerSessions.create(parameters, options), {
      isQueued: true,
    }).catch(refuseMissingCustomer),
  )
  return { clientSecret: session.client_secret, expiresAt: session.expires_at }
}
