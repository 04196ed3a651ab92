import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function setUp() {
  const twin = createTestTwin()
  const { stripe } = twin
  const customer = await stripe.customers.create({ name: 'Ada' })
  await stripe.customers.update(customer.id, { name: 'Grace' })
  await stripe.products.create({ name: 'Plan' })
  const types = async (params: object) => (await stripe.events.list(params)).data.map(({ type }) => type)
  return { ...twin, customer, types }
}

describe('events.list', () => {
  it.each<[object, string[]]>([
    [{}, ['product.created', 'customer.updated', 'customer.created']],
    [{ type: 'customer.created' }, ['customer.created']],
    [{ type: 'customer.*' }, ['customer.updated', 'customer.created']],
    [{ type: '*.created' }, ['product.created', 'customer.created']],
    [{ types: ['customer.created', 'product.created'] }, ['product.created', 'customer.created']],
    [{ delivery_success: true }, ['product.created', 'customer.updated', 'customer.created']],
    [{ delivery_success: false }, []],
    [{ created: { gt: 4_000_000_000 } }, []],
    [{ limit: 1 }, ['product.created']],
  ])('filters by %o', async (params, expected) => {
    const { types } = await setUp()
    expect(await types(params)).toEqual(expected)
  })

  it('takes type or types, and no more than twenty', async () => {
    const { types } = await setUp()
    await expect(types({ type: 'a', types: ['b'] })).rejects.toMatchObject({ statusCode: 400 })
    await expect(types({ types: Array.from({ length: 21 }, () => 'a') })).rejects.toMatchObject({ param: 'types' })
  })
})

describe('events.retrieve', () => {
  it('answers the object as it was then', async () => {
    const { stripe, customer } = await setUp()
    const product = await stripe.products.create({ name: 'Plan' })
    const price = await stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: 900,
      recurring: { interval: 'month' },
    })
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_payment_method: card.id,
    })
    const [created] = (await stripe.events.list({ type: 'customer.subscription.created' })).data
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id ?? '', quantity: 3 }],
    })
    const event = await stripe.events.retrieve(created?.id ?? '')
    expect(event).toMatchObject({ data: { object: { items: { data: [{ quantity: 1 }] } } } })
    const [updated] = (await stripe.events.list({ type: 'customer.subscription.updated' })).data
    expect(updated).toMatchObject({
      data: {
        object: { items: { data: [{ quantity: 3 }] } },
        previous_attributes: { items: { data: [{ quantity: 1 }] } },
      },
    })
  })

  it('says who caused it', async () => {
    const { stripe } = await setUp()
    const customer = await stripe.customers.create({}, { idempotencyKey: 'once' })
    const [event] = (await stripe.events.list({ limit: 1 })).data
    expect(event).toMatchObject({
      id: expect.stringMatching(/^evt_\w{24}$/),
      object: 'event',
      livemode: false,
      pending_webhooks: 0,
      request: { id: customer.lastResponse.requestId, idempotency_key: 'once' },
    })
    await expect(stripe.events.retrieve('evt_none')).rejects.toMatchObject({
      statusCode: 404,
      message: "No such event: 'evt_none'",
    })
  })

  it('is possible for 30 days by the account, whatever test clock an event goes by', async () => {
    const { stripe, account, customer } = await setUp()
    account.setClock(account.now(), true)
    const start = account.now()
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: 1_700_000_000 })
    await stripe.customers.create({ test_clock: clock.id })
    const [onClock] = (await stripe.events.list({ type: 'customer.created' })).data
    expect(onClock?.created).toBe(1_700_000_000)
    const [thin] = (await stripe.v2.core.events.list({ object_id: customer.id })).data
    account.setClock(start + 30 * 86_400, true)
    expect(await stripe.events.retrieve(onClock?.id ?? '')).toEqual(onClock)
    account.setClock(start + 30 * 86_400 + 1, true)
    expect((await stripe.events.list({ type: 'customer.created' })).data).toEqual([])
    await expect(stripe.events.retrieve(onClock?.id ?? '')).rejects.toMatchObject({ statusCode: 404 })
    expect((await stripe.v2.core.events.list({ object_id: customer.id })).data).toEqual([])
    await expect(stripe.v2.core.events.retrieve(thin?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
  })
})
