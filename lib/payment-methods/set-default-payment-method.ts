import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import { type ResolvedPolicy, resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { callStripe, isMissing } from '#lib/stripe/call-stripe.ts'
import { isRunning } from '#lib/subscriptions/subscription-state.ts'
import { findPayer } from './who-pays.ts'

export interface DefaultToSet {
  login: MemberLogin
  /** What holds for them, where it was read together with the login. */
  resolved?: ResolvedPolicy
  /** `pm_…` */
  paymentMethod: string
  /** `sub_…`; without it the customer's own default is set. */
  subscription?: string | undefined
}

/**
 * Makes a saved payment method the one that pays: on the subscription where that has a setting of its own, else on the customer.
 * @throws Refusal component_not_allowed | object_not_found | invalid_input | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function setDefaultPaymentMethod(
  services: Services,
  { login, resolved, paymentMethod, subscription }: DefaultToSet,
): Promise<void> {
  const { policy } = resolved ?? (await resolvePolicy(services, login))
  if (!isComponentOffered(policy, 'payment_element')) throw new Refusal('component_not_allowed')

  await requireOwn(services, login, 'payment_method', (client, options) =>
    client.paymentMethods.retrieve(paymentMethod, {}, options),
  )
  if (subscription && (await hasOwnDefault(services, login, subscription)))
    await callStripe(services.stripe, (client, options) =>
      client.subscriptions.update(subscription, { default_payment_method: paymentMethod }, options),
    )
  else await setCustomerDefault(services, login, paymentMethod)
}

async function hasOwnDefault(services: Services, login: MemberLogin, id: string): Promise<boolean> {
  const subscription = await requireOwn(services, login, 'subscription', (client, options) =>
    client.subscriptions.retrieve(id, {}, options),
  )
  if (!isRunning(subscription)) throw new Refusal('object_not_found', { field: 'subscription' })
  // An account has no default that we could set, so its subscriptions carry their own.
  return 'customer_account' in login.customer || findPayer(subscription, undefined).paymentMethod !== null
}

async function setCustomerDefault({ stripe }: Services, { customer }: MemberLogin, paymentMethod: string) {
  if (!('customer' in customer))
    throw new Refusal('invalid_input', { field: 'subscription', detail: 'subscription: is needed for an account' })
  await callStripe(stripe, (client, options) =>
    client.customers.update(
      customer.customer,
      { invoice_settings: { default_payment_method: paymentMethod } },
      options,
    ),
  )
}

interface Owned {
  customer: string | { id: string } | null
  customer_account: string | null
}

/** Another customer's object is refused in the same words as one that does not exist. */
async function requireOwn<Value extends Owned>(
  { stripe }: Services,
  { customerId }: MemberLogin,
  field: string,
  retrieve: (client: Stripe, options: Stripe.RequestOptions) => Promise<Value>,
): Promise<Value> {
  const found = await callStripe(stripe, retrieve).catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  const value = found?.value
  const owner = typeof value?.customer === 'object' ? value.customer?.id : value?.customer
  if (!value || (owner !== customerId && value.customer_account !== customerId))
    throw new Refusal('object_not_found', { field })
  return value
}
