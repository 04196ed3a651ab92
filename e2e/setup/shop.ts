// What an account of its own sells, and a policy that offers all of it.

import { z } from 'zod'
import { createDemoCatalogue, createDemoPortalConfiguration, type DemoPrices } from '#demo/catalogue.ts'
import { demoPolicy } from '#demo/settings.ts'
import { type Policy, policySchema } from '#lib/policy/policy.ts'
import { publishPolicy as publish } from '#lib/policy/publish-policy.ts'
import { findLatestRevision } from '#lib/revisions/revision-store.ts'
import { getScope } from '#lib/stripe/scope.ts'
import type { Portico } from './instance.ts'
import { withServices } from './open-services.ts'

export interface Shop {
  prices: DemoPrices
  pricingTable: string
  buyButton: string
  portalConfiguration: string
  /** Everything that a page can offer, switched on. */
  policy: Policy
}

/** Publishes the next revision for this instance; what the policy does not name is off. */
export async function publishPolicy(portico: Portico, policy: object): Promise<void> {
  await withServices(portico, async (services) => {
    const scope = await getScope(services)
    const latest = await findLatestRevision(services.database, { scope, kind: 'policy' })
    await publish(services, {
      scope,
      actor: { kind: 'system' },
      request: null,
      expectedRevision: latest?.number ?? 0,
      policy: policySchema.parse(policy),
    })
  })
}

/** Fills the account's catalogue and switches everything on. */
export async function openShop(portico: Portico): Promise<Shop> {
  const { twin, url } = portico
  const prices = await createDemoCatalogue(twin.stripe)
  const portalConfiguration = await createDemoPortalConfiguration(twin.stripe, prices)
  const successUrl = `${url}/return?session_id={CHECKOUT_SESSION_ID}`
  const create = async (what: string, body: object) =>
    z.object({ id: z.string() }).parse(await twin.control('POST', what, { ...body, success_url: successUrl })).id
  const pricingTable = await create('pricing_tables', { prices: [prices.starterMonthly, prices.proMonthly] })
  const buyButton = await create('buy_buttons', { price: prices.onboarding })
  const ids = { pricingTable, buyButton, configuration: portalConfiguration, confirmPrice: prices.proYearly }
  const policy = demoPolicy(ids)
  await publishPolicy(portico, policy)
  return { prices, pricingTable, buyButton, portalConfiguration, policy }
}
