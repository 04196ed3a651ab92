// Every link, for every member, with every object, under every policy: there is an answer, and nothing is minted.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memberRoles } from '#lib/access/member-login.ts'
import { flowNames } from '#lib/catalogue/flows.ts'
import { type Policy, policySchema } from '#lib/policy/policy.ts'
import { mintPortalSession } from '#lib/portal-sessions/mint-portal-session.ts'
import { createTestServices, loginOf, type TestServices } from '#lib/testing.ts'
import { findLinkState } from './find-link-state.ts'
import { findPayState } from './find-pay-state.ts'
import { parseLink } from './link.ts'

let test: TestServices
let prices: Record<'monthly' | 'yearly', string>
let policies: Record<string, Policy>
let customers: Record<string, { id: string; links: string[] }>

beforeAll(async () => {
  test = await createTestServices()
  const { stripe } = test.services
  const { id: product } = await stripe.products.create({ name: 'Pro' })
  const createPrice = async (interval: 'month' | 'year') =>
    (
      await stripe.prices.create({
        product,
        currency: 'eur',
        unit_amount: 4900,
        recurring: { interval },
        tax_behavior: 'inclusive',
      })
    ).id
  prices = { monthly: await createPrice('month'), yearly: await createPrice('year') }
  policies = await createPolicies(product)
  const foreign = await createCustomer('running')
  customers = { 'without a plan': { id: (await stripe.customers.create({})).id, links: [] } }
  for (const state of ['running', 'ending', 'paused', 'ended', 'billed by mail', 'on several plans'] as const)
    customers[state] = await createCustomer(state)
  const malformed = ['cancel/in_1', 'pause/sub_%0a', 'change-plan/sub_1/in_1', 'pay', 'pay/in_1/x', 'elsewhere', '']
  for (const customer of Object.values(customers))
    customer.links.push(
      ...['portal', 'update-card', 'update-details', 'cancel', 'pause', 'change-plan'],
      ...foreign.links,
      ...['cancel/sub_none', 'pause/sub_none', 'change-plan/sub_none', `change-plan/sub_none/${prices.yearly}`],
      'pay/in_none',
      ...malformed,
    )
})
afterAll(() => test.close())

async function createPolicies(product: string): Promise<Record<string, Policy>> {
  const createConfiguration = async (enabled: boolean) => {
    const { id } = await test.services.stripe.billingPortal.configurations.create({
      features: {
        payment_method_update: { enabled },
        customer_update: { enabled, ...(enabled && { allowed_updates: ['name'] }) },
        subscription_cancel: { enabled },
        subscription_pause: { enabled },
        subscription_update: {
          enabled,
          ...(enabled && {
            default_allowed_updates: ['price'],
            products: [{ product, prices: [prices.monthly, prices.yearly] }],
          }),
        },
        invoice_history: { enabled: true },
      },
    })
    return id
  }
  const on = (configuration: string, payment_element = true) =>
    policySchema.parse({
      components: { payment_element: { enabled: payment_element } },
      portal: {
        homepage: true,
        configuration,
        flows: Object.fromEntries(flowNames.map((name) => [name, { enabled: true }])),
      },
    })
  const allowing = await createConfiguration(true)
  return {
    on: on(allowing),
    'on without paying here': on(allowing, false),
    'on, and the portal configuration lacks it': on(await createConfiguration(false)),
    'on, and the portal configuration is gone': on('bpc_gone'),
    off: policySchema.parse({}),
  }
}

async function createCustomer(
  state: 'running' | 'ending' | 'paused' | 'ended' | 'billed by mail' | 'on several plans',
) {
  const { stripe } = test.services
  const { id } = await stripe.customers.create({})
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: id })
  const subscribe = () =>
    stripe.subscriptions.create({
      customer: id,
      items: [{ price: prices.monthly }],
      default_payment_method: method.id,
      ...(state === 'billed by mail' && { collection_method: 'send_invoice', days_until_due: 1 }),
    })
  const subscription = await subscribe()
  if (state === 'on several plans') await subscribe()
  if (state === 'ending') await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
  if (state === 'paused') await stripe.subscriptions.update(subscription.id, { pause_collection: { behavior: 'void' } })
  if (state === 'ended') await stripe.subscriptions.cancel(subscription.id)
  const links = ['cancel', 'pause', 'change-plan'].map((to) => `${to}/${subscription.id}`)
  const changes = Object.values(prices).map((price) => `change-plan/${subscription.id}/${price}`)
  return { id, links: [...links, ...changes, `pay/${subscription.latest_invoice}`] }
}

const states = ['without a plan', 'running', 'ending', 'paused', 'ended', 'billed by mail', 'on several plans']
const policyNames = [
  'on',
  'on without paying here',
  'on, and the portal configuration lacks it',
  'on, and the portal configuration is gone',
  'off',
]

describe('every link', () => {
  it.each(states.flatMap((state) => policyNames.map((policy) => [state, policy] as const)))(
    'has an answer for a customer who is %s while everything is %s',
    async (state, policyName) => {
      const { id, links } = customers[state] ?? { id: '', links: [] }
      const policy = policies[policyName] as Policy
      for (const role of memberRoles) {
        const login = loginOf(id, { role })
        for (const path of links) {
          const link = parseLink(path.split('/'))
          if (!link) continue
          const found =
            link.to === 'pay'
              ? await findPayState(test.services, { login, policy, invoice: link.invoice })
              : await findLinkState(test.services, { login, policy, link })
          const isTold = `${role} at ${path}: ${found.kind}`
          if (role === 'viewer') expect(isTold).not.toMatch(/: (ready|choose|pay_at_stripe)$/)
          if (policyName === 'off') expect(isTold).toMatch(/: (not_offered|not_yours|go_on|ask_owner|pay_at_stripe)$/)
          if (path.includes('_none')) expect(isTold).toMatch(/: (not_yours|not_offered|ask_owner)$/)
        }
      }
    },
    60_000,
  )

  it('minted nothing on the way', async () => {
    const { secretKey } = test.services.env.stripe
    const answer = await test.twin.fetch('http://twin.invalid/_twin/ledger', {
      headers: { authorization: `Bearer ${secretKey}` },
    })
    const { data } = (await answer.json()) as { data: { operation: string | null }[] }
    const operations = new Set(data.map(({ operation }) => operation))
    expect(operations).toContain('subscriptions.list')
    for (const mint of ['billingPortal.sessions.create', 'customerSessions.create', 'setupIntents.create'])
      expect(operations).not.toContain(mint)
  })
  it('that shows its button can be pressed', async () => {
    const policy = policies.on as Policy
    await test.publish(policy)
    const pressed = new Set<string>()
    for (const { id, links } of Object.values(customers)) {
      const login = loginOf(id)
      for (const path of links) {
        const link = parseLink(path.split('/'))
        if (!link || link.to === 'pay') continue
        const state = await findLinkState(test.services, { login, policy, link })
        if (state.kind !== 'ready') continue
        const { flow, plan, price, item } = state
        const { url } = await mintPortalSession(test.services, {
          login,
          flow,
          ...(plan && { subscription: plan.id }),
          ...(price && { price: price.id }),
          ...(item && { item }),
        })
        expect(url, path).toMatch(/^https?:/)
        pressed.add(flow)
      }
    }
    expect([...pressed].toSorted()).toEqual(['portal_homepage', ...flowNames].toSorted())
  }, 60_000)
})
