// Fills a fresh twin and a fresh database for a first look. Run by `npm start`, once; never with a Stripe key.
import Stripe from 'stripe'
import { companySchema } from '#lib/company/company.ts'
import { publishCompany } from '#lib/company/publish-company.ts'
import { readEnv } from '#lib/env.ts'
import { publishPolicy } from '#lib/policy/publish-policy.ts'
import { createServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { createDemoCatalogue, createDemoPortalConfiguration, type DemoPrices } from './catalogue.ts'
import { createDemoCustomers } from './customers.ts'
import { demoPolicy } from './settings.ts'

const env = readEnv()
const { protocol, hostname, port } = new URL(env.stripe.apiUrl)
const stripe = new Stripe(env.stripe.secretKey, {
  host: hostname,
  port,
  protocol: protocol === 'http:' ? 'http' : 'https',
  telemetry: false,
})

const prices = await createDemoCatalogue(stripe)
await createDemoCustomers(stripe, prices)
const configuration = await createDemoPortalConfiguration(stripe, prices)
await publishSettings(configuration, prices)

async function publishSettings(
  configuration: string,
  { starterMonthly, proMonthly, proYearly, onboarding }: DemoPrices,
) {
  const successUrl = `${env.publicOrigin}/return?session_id={CHECKOUT_SESSION_ID}`
  const pricingTable = await createInDashboard('pricing_tables', {
    prices: [starterMonthly, proMonthly, proYearly],
    success_url: successUrl,
  })
  const buyButton = await createInDashboard('buy_buttons', { price: onboarding, success_url: successUrl })
  const { services, close } = createServices(env)
  const audit = {
    scope: await getScope(services),
    actor: { kind: 'system' as const },
    request: null,
    expectedRevision: 0,
  }
  await publishPolicy(services, {
    ...audit,
    policy: demoPolicy({ pricingTable, buyButton, configuration, confirmPrice: proYearly }),
  })
  await publishCompany(services, {
    ...audit,
    company: companySchema.parse({
      name: 'Acme',
      accent: '#0a5d8c',
      support_email: 'help@acme.example',
      host_url: process.env.ACME_URL ?? null,
    }),
  })
  await close()
}

/** What only Stripe's dashboard can make, the twin makes at its control address. */
async function createInDashboard(what: 'pricing_tables' | 'buy_buttons', body: object): Promise<string> {
  const response = await fetch(`${env.stripe.apiUrl}/_twin/${what}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.stripe.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`The twin made no ${what}: ${await response.text()}`)
  return ((await response.json()) as { id: string }).id
}
