// What Stripe's hosted portal itself allows: our switches can only narrow it.
import type Stripe from 'stripe'
import { type ConfigurationFeature, flows } from '#lib/catalogue/flows.ts'
import type { Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { type CallOptions, callStripe, isMissing } from '#lib/stripe/call-stripe.ts'
import type { PortalFlow } from './portal-session-parameters.ts'

export interface PortalConfiguration {
  id: string
  name: string | null
  isDefault: boolean
  isActive: boolean
  enabledFeatures: ConfigurationFeature[]
  /** The prices that a subscription may be changed to. */
  updatePrices: string[]
}

/** The configuration that the policy names, or the account's default one; undefined when there is none, or none any more. */
export async function findPortalConfiguration(
  { stripe }: Pick<Services, 'stripe'>,
  policy: Policy,
): Promise<PortalConfiguration | undefined> {
  const { configuration } = policy.portal
  if (!configuration) {
    const { value } = await callStripe(stripe, (client, options) =>
      client.billingPortal.configurations.list(
        { is_default: true, active: true, limit: 1, expand: [updateProducts('data.')] },
        options,
      ),
    )
    return value.data[0] && viewConfiguration(value.data[0])
  }
  return callStripe(stripe, (client, options) =>
    client.billingPortal.configurations.retrieve(configuration, { expand: [updateProducts()] }, options),
  )
    .then(({ value }) => viewConfiguration(value))
    .catch((error: unknown) => {
      if (isMissing(error)) return undefined
      throw error
    })
}

/** @param price that the flow is to lead to */
export function allowsFlow({ enabledFeatures, updatePrices }: PortalConfiguration, flow: PortalFlow, price?: string) {
  if (flow === 'portal_homepage') return true
  return enabledFeatures.includes(flows[flow].configurationFeature) && (!price || updatePrices.includes(price))
}

export async function listPortalConfigurations(
  { stripe }: Pick<Services, 'stripe'>,
  budget?: CallOptions,
): Promise<PortalConfiguration[]> {
  const { value } = await callStripe(
    stripe,
    (client, options) => client.billingPortal.configurations.list({ active: true, limit: 100 }, options),
    budget,
  )
  return value.data.map(viewConfiguration)
}

// The list of products is left out of an answer unless it is asked for.
function updateProducts(prefix = ''): string {
  return `${prefix}features.subscription_update.products`
}

function viewConfiguration(configuration: Stripe.BillingPortal.Configuration): PortalConfiguration {
  const { features } = configuration
  const names: ConfigurationFeature[] = [
    'customer_update',
    'payment_method_update',
    'subscription_cancel',
    'subscription_pause',
    'subscription_update',
  ]
  return {
    id: configuration.id,
    name: configuration.name ?? null,
    isDefault: configuration.is_default,
    isActive: configuration.active,
    enabledFeatures: names.filter((name) => features[name]?.enabled),
    updatePrices: (features.subscription_update.products ?? []).flatMap((product) => product.prices),
  }
}
