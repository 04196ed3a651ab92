import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mints } from '#lib/database/tables/mints.ts'
import { finishMints } from '#lib/mints/record-mint.ts'
import { createTestServices, loginOf, type TestServices } from '#lib/testing.ts'
import { mintPortalSession, type PortalSessionToMint } from './mint-portal-session.ts'

let test: TestServices
let price: { monthly: string; yearly: string; unlisted: string }
let configuration: string
const on = { enabled: true }

beforeAll(async () => {
  test = await createTestServices()
  const { stripe } = test.services
  const product = await stripe.products.create({ name: 'Pro' })
  const create = async (interval: 'month' | 'year' | 'week') => {
    const recurring = { interval }
    return (
      await stripe.prices.create({
        product: product.id,
        currency: 'eur',
        unit_amount: 4900,
        recurring,
        tax_behavior: 'inclusive',
      })
    ).id
  }
  price = { monthly: await create('month'), yearly: await create('year'), unlisted: await create('week') }
  const products = [{ product: product.id, prices: [price.monthly, price.yearly] }]
  const created = await stripe.billingPortal.configurations.create({
    features: {
      subscription_cancel: on,
      payment_method_update: on,
      subscription_update: { enabled: true, default_allowed_updates: ['price'], products },
    },
  })
  configuration = created.id
  await publish(configuration)
})

function publish(chosen: string) {
  const flows = {
    subscription_cancel: on,
    subscription_pause: on,
    payment_method_update: on,
    subscription_update_confirm: on,
  }
  return test.publish({ portal: { homepage: false, configuration: chosen, flows } })
}
afterAll(() => test.close())

async function subscriber() {
  const { stripe } = test.services
  const { id } = await stripe.customers.create({})
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: id })
  const subscription = await stripe.subscriptions.create({
    customer: id,
    items: [{ price: price.monthly }],
    default_payment_method: method.id,
  })
  return { login: loginOf(id), subscription: subscription.id, item: subscription.items.data[0]?.id ?? '' }
}

const mintRows = async () => {
  await finishMints()
  return test.services.database.select().from(mints).orderBy(mints.id)
}

/** What was asked of Stripe meanwhile. */
async function watchCalls(work: () => Promise<unknown>): Promise<string[]> {
  const list = async () => {
    const { secretKey } = test.services.env.stripe
    const headers = { authorization: `Bearer ${secretKey}` }
    const answer = await test.twin.fetch('http://twin.invalid/_twin/ledger', { headers })
    return ((await answer.json()) as { data: { operation: string }[] }).data.map(({ operation }) => operation)
  }
  const before = (await list()).length
  await work()
  return (await list()).slice(before)
}

type Asked = Omit<PortalSessionToMint, 'login'>

describe('mintPortalSession', () => {
  it('opens a flow for the customer’s own subscription, and leaves a row without the address', async () => {
    const { login, subscription } = await subscriber()
    const { url } = await mintPortalSession(test.services, { login, flow: 'subscription_cancel', subscription })
    const row = (await mintRows()).at(-1)
    expect(row).toMatchObject({ kind: 'portal_session', customer: login.customerId, outcome: 'granted' })
    expect(row?.parameters).toMatchObject({ flow_data: { subscription_cancel: { subscription } } })
    expect(JSON.stringify(row)).not.toContain(url)
  })

  it('asks Stripe once, whatever the flow is about', async () => {
    const { login, subscription, item } = await subscriber()
    const asked: Asked[] = [
      { flow: 'payment_method_update' },
      { flow: 'subscription_cancel', subscription },
      { flow: 'subscription_update_confirm', subscription, item, price: price.yearly },
    ]
    for (const each of asked)
      expect(await watchCalls(() => mintPortalSession(test.services, { login, ...each }))).toEqual([
        'billingPortal.sessions.create',
      ])
  })

  it('opens nothing for another customer’s subscription, and answers as if there were none', async () => {
    const [mine, theirs] = [await subscriber(), await subscriber()]
    const before = (await mintRows()).length
    const asked = (subscription: string): Asked[] => [
      { flow: 'subscription_cancel', subscription },
      { flow: 'subscription_update_confirm', subscription, item: theirs.item, price: price.yearly },
    ]
    for (const index of [0, 1]) {
      const refusedWith = async (subscription: string) => {
        const minting = { login: mine.login, ...asked(subscription)[index] } as PortalSessionToMint
        return watchCalls(() =>
          expect(mintPortalSession(test.services, minting)).rejects.toMatchObject({
            code: 'object_not_found',
            field: 'subscription',
            detail: undefined,
          }),
        )
      }
      expect(await refusedWith(theirs.subscription)).toEqual(await refusedWith('sub_nobody'))
    }
    const rows = (await mintRows()).slice(before)
    expect(rows.map(({ customer, outcome }) => [customer, outcome])).toEqual(
      Array(4).fill([mine.login.customerId, 'object_not_found']),
    )
  })

  it('changes no item of another customer’s subscription', async () => {
    const [mine, theirs] = [await subscriber(), await subscriber()]
    const { login, subscription } = mine
    for (const item of [theirs.item, 'si_nobody']) {
      const asked: Asked = { flow: 'subscription_update_confirm', subscription, item, price: price.yearly }
      const minting = mintPortalSession(test.services, { login, ...asked })
      await expect(minting).rejects.toMatchObject({ code: 'object_not_found', field: 'item', detail: undefined })
    }
  })

  it('says of a subscription that is the customer’s own why it does not take the flow', async () => {
    const { login, subscription, item } = await subscriber()
    const refused = (asked: Asked) => expect(mintPortalSession(test.services, { login, ...asked })).rejects
    const samePrice = { subscription, item, price: price.monthly }
    await refused({ flow: 'subscription_update_confirm', ...samePrice }).toMatchObject({
      code: 'flow_not_allowed',
      field: 'price',
    })
    await test.services.stripe.subscriptions.update(subscription, { cancel_at_period_end: true })
    await refused({ flow: 'subscription_cancel', subscription }).toMatchObject({
      code: 'flow_not_allowed',
      field: 'subscription',
    })
    await test.services.stripe.subscriptions.cancel(subscription)
    await refused({ flow: 'subscription_cancel', subscription }).toMatchObject({ code: 'object_not_found' })
  })

  it('refuses what is off, a flow without its subscription or item, and a price that the configuration does not list', async () => {
    const { login, subscription, item } = await subscriber()
    const refused = (asked: Asked) => expect(mintPortalSession(test.services, { login, ...asked })).rejects
    await refused({ flow: 'portal_homepage' }).toMatchObject({ code: 'flow_not_allowed' })
    await refused({ flow: 'subscription_cancel' }).toMatchObject({ code: 'invalid_input', field: 'subscription' })
    const confirm = { flow: 'subscription_update_confirm', subscription } as const
    await refused(confirm).toMatchObject({ code: 'invalid_input', field: 'item' })
    await refused({ ...confirm, item }).toMatchObject({ code: 'flow_not_allowed', field: 'flow' })
    for (const unlisted of [price.unlisted, 'price_of_somebody'])
      await refused({ ...confirm, item, price: unlisted }).toMatchObject({ code: 'flow_not_allowed', field: 'price' })
  })

  it('refuses a flow that the portal’s configuration lacks, or whose configuration is gone, as one that is off', async () => {
    const { login, subscription } = await subscriber()
    const refused = (asked: Asked) =>
      expect(mintPortalSession(test.services, { login, ...asked })).rejects.toMatchObject({
        code: 'flow_not_allowed',
        field: 'flow',
      })
    await refused({ flow: 'subscription_pause', subscription })
    await publish('bpc_gone')
    await refused({ flow: 'payment_method_update' })
    await publish(configuration)
  })

  it('says that Stripe does not know the customer', async () => {
    const { subscription } = await subscriber()
    for (const asked of [{ flow: 'payment_method_update' }, { flow: 'subscription_cancel', subscription }] as const) {
      const minting = mintPortalSession(test.services, { login: loginOf('cus_nobody'), ...asked })
      await expect(minting).rejects.toMatchObject({ code: 'customer_not_found' })
    }
  })
})
