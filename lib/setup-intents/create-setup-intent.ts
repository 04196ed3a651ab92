import type { MemberLogin } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import { recordMint } from '#lib/mints/record-mint.ts'
import { type ResolvedPolicy, resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'

/**
 * Makes the SetupIntent that saves one payment method for the login's own customer; made at confirm, so that a page opened and left makes none.
 * @throws Refusal component_not_allowed | customer_not_found | customer_of_other_mode | stripe_refused | stripe_permission_missing | stripe_unavailable | stripe_busy
 * @see https://docs.stripe.com/api/setup_intents/create
 */
export async function createSetupIntent(
  services: Services,
  { login, resolved }: { login: MemberLogin; resolved?: ResolvedPolicy },
): Promise<{ clientSecret: string }> {
  const { policy, revision, override } = resolved ?? (await resolvePolicy(services, login))
  if (!isComponentOffered(policy, 'payment_element')) throw new Refusal('component_not_allowed')

  const usage =
    policy.components.payment_element.features.payment_method_save_usage === 'on_session'
      ? ('on_session' as const)
      : ('off_session' as const)
  const parameters = { ...login.customer, usage }
  const mint = {
    scope: login.scope,
    kind: 'setup_intent' as const,
    memberId: login.memberId,
    customer: login.customerId,
    page: 'payment-methods',
    parameters,
    policyRevision: revision,
    overrideVersion: override?.version ?? null,
  }
  const intent = await recordMint(services, mint, () =>
    callStripe(services.stripe, (stripe, options) => stripe.setupIntents.create(parameters, options), {
      isQueued: true,
    }).catch(refuseMissingCustomer),
  )
  if (!intent.client_secret) throw new Refusal('stripe_refused')
  return { clientSecret: intent.client_secret }
}
