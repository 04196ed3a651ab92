import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Policy, policySchema } from '#lib/policy/policy.ts'
import { createTestServices, loginOf, type TestServices } from '#lib/testing.ts'
import { findLinkState, type PortalLink } from './find-link-state.ts'

let test: TestServices
let policy: Policy
let price: { monthly: string; yearly: string; other: string }

const on = { enabled: true }
const flows = {
  payment_method_update: on,
  customer_update: on,
  subscription_cancel: on,
  subscription_pause: on,
  subscription_update: on,
  subscription_update_confirm: on,
}

beforeAll(async () => {
  test = await createTestServices()
  const { stripe } = test.services
  const product = await stripe.products.create({ name: 'Pro' })
  const create = async (unit_amount: number, interval: 'month' | 'year') => {
    const { id } = await stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount,
      recurring: { interval },
      tax_behavior: 'inclusive',
    })
    return id
  }
  price = { monthly: await create(4900, 'month'), yearly: await create(49000, 'year'), other: await create(1, 'month') }
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      payment_method_update: { enabled: true },
      customer_update: { enabled: true, allowed_updates: ['name'] },
      subscription_cancel: { enabled: true },
      subscription_pause: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        products: [{ product: product.id, prices: [price.monthly, price.yearly] }],
      },
    },
  })
  policy = policySchema.parse({
    portal: { homepage: true, configuration: configuration.id, confirm_price: price.yearly, flows },
  })
})
afterAll(() => test.close())

async function customerWith(plans: number) {
  const { stripe } = test.services
  const customer = await stripe.customers.create({})
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const ids: string[] = []
  for (let count = 0; count < plans; count += 1) {
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.monthly }],
      default_payment_method: method.id,
    })
    ids.push(id)
  }
  return { login: loginOf(customer.id), ids }
}

const stateOf = (link: PortalLink, login = loginOf('cus_1'), withPolicy = policy) =>
  findLinkState(test.services, { login, policy: withPolicy, link })

describe('findLinkState', () => {
  it.each(['portal', 'update-card', 'update-details'] as const)(
    'opens %s for a customer without any plan',
    async (to) => {
      const { login } = await customerWith(0)
      expect(await stateOf({ to }, login)).toMatchObject({ kind: 'ready' })
    },
  )

  it.each(['cancel', 'pause', 'change-plan'] as const)(
    'finds the plan of /go/%s by itself when there is one, asks when there are several, and says when there is none',
    async (to) => {
      const link = { to, subscription: undefined }
      const one = await customerWith(1)
      expect(await stateOf(link, one.login)).toMatchObject({ kind: 'ready', plan: { id: one.ids[0], name: 'Pro' } })
      const two = await customerWith(2)
      const choice = await stateOf(link, two.login)
      expect(choice.kind === 'choose' && choice.plans.map(({ id }) => id).sort()).toEqual(two.ids.toSorted())
      const none = await customerWith(0)
      expect(await stateOf(link, none.login)).toEqual({ kind: 'nothing_to_do', why: 'no_plan' })
    },
  )

  it('does not tell another customer’s plan from one that does not exist', async () => {
    const [mine, theirs] = [await customerWith(1), await customerWith(1)]
    expect(await stateOf({ to: 'cancel', subscription: theirs.ids[0] }, mine.login)).toEqual({ kind: 'not_yours' })
    expect(await stateOf({ to: 'cancel', subscription: 'sub_none' }, mine.login)).toEqual({ kind: 'not_yours' })
  })

  it('says of a plan of one’s own what became of it', async () => {
    const { login, ids } = await customerWith(2)
    const [ending, ended] = ids as [string, string]
    await test.services.stripe.subscriptions.update(ending, { cancel_at_period_end: true })
    await test.services.stripe.subscriptions.cancel(ended)
    expect(await stateOf({ to: 'cancel', subscription: ending }, login)).toMatchObject({
      kind: 'nothing_to_do',
      why: 'ending',
    })
    expect(await stateOf({ to: 'cancel', subscription: ended }, login)).toMatchObject({
      kind: 'nothing_to_do',
      why: 'ended',
    })
  })

  it('leads to a price of the configuration alone, and not to the one that is paid already', async () => {
    const { login, ids } = await customerWith(1)
    const link = (wanted: string) => ({ to: 'change-plan-to' as const, subscription: ids[0] ?? '', price: wanted })
    expect(await stateOf(link(price.yearly), login)).toMatchObject({
      kind: 'ready',
      price: { id: price.yearly, name: 'Pro', currency: 'eur', interval: { unit: 'year', count: 1 } },
    })
    expect(await stateOf(link(price.monthly), login)).toMatchObject({ kind: 'nothing_to_do', why: 'on_this_price' })
    expect(await stateOf(link(price.other), login)).toEqual({ kind: 'not_offered' })
  })

  it('sends a viewer to an owner, and nobody to what is off', async () => {
    const { login } = await customerWith(1)
    expect(await stateOf({ to: 'update-card' }, { ...login, role: 'viewer' })).toMatchObject({ kind: 'ask_owner' })
    expect(await stateOf({ to: 'update-card' }, login, policySchema.parse({}))).toEqual({ kind: 'not_offered' })
  })
})
