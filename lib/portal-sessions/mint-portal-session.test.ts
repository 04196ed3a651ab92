import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mints } from '#lib/database/tables/mints.ts'
import { finishMints } from '#lib/mints/record-mint.ts'
import { createTestServices, loginOf, type TestServices } from '#lib/testing.ts'
import { mintPortalSession } from './mint-portal-session.ts'

let test: TestServices
let price: string
const on = { enabled: true }

beforeAll(async () => {
  test = await createTestServices()
  const { stripe } = test.services
  const product = await stripe.products.create({ name: 'Pro' })
  const created = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 4900,
    recurring: { interval: 'month' },
  })
  price = created.id
  const configuration = await stripe.billingPortal.configurations.create({
    features: { subscription_cancel: on, payment_method_update: on },
  })
  await test.publish({
    portal: {
      configuration: configuration.id,
      flows: { subscription_cancel: on, payment_method_update: on, subscription_update_confirm: on },
    },
  })
})
afterAll(() => test.close())

async function subscriber() {
  const { stripe } = test.services
  const { id } = await stripe.customers.create({})
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: id })
  const subscription = await stripe.subscriptions.create({
    customer: id,
    items: [{ price }],
    default_payment_method: method.id,
  })
  return { login: loginOf(id), subscription: subscription.id }
}

const mintRows = async () => {
  await finishMints()
  return test.services.database.select().from(mints).orderBy(mints.id)
}

describe('mintPortalSession', () => {
  it('opens a flow for the customer’s own subscription, and leaves a row without the address', async () => {
    const { login, subscription } = await subscriber()
    const { url } = await mintPortalSession(test.services, { login, flow: 'subscription_cancel', subscription })
    const row = (await mintRows()).at(-1)
    expect(row).toMatchObject({ kind: 'portal_session', customer: login.customerId, outcome: 'granted' })
    expect(row?.parameters).toMatchObject({ flow_data: { subscription_cancel: { subscription } } })
    expect(JSON.stringify(row)).not.toContain(url)
  })

  it('opens nothing for another customer’s subscription, and answers as if there were none', async () => {
    const [mine, theirs] = [await subscriber(), await subscriber()]
    const before = (await mintRows()).length
    for (const subscription of [theirs.subscription, 'sub_nobody']) {
      const minting = mintPortalSession(test.services, { login: mine.login, flow: 'subscription_cancel', subscription })
      await expect(minting).rejects.toMatchObject({ code: 'object_not_found', field: 'subscription' })
    }
    expect((await mintRows()).length).toBe(before)
  })

  it('refuses what is off, a flow without its subscription, and a price that the configuration does not list', async () => {
    const { login, subscription } = await subscriber()
    const minting = (input: object) => mintPortalSession(test.services, { login, ...input } as never)
    await expect(minting({ flow: 'portal_homepage' })).rejects.toMatchObject({ code: 'flow_not_allowed' })
    await expect(minting({ flow: 'subscription_cancel' })).rejects.toMatchObject({ field: 'subscription' })
    const listed = { flow: 'subscription_update_confirm', subscription, price: 'price_of_somebody' }
    await expect(minting(listed)).rejects.toMatchObject({ code: 'flow_not_allowed', field: 'price' })
  })
})
