import { describe, expect, it } from 'vitest'
import { createWebhookTwin, openReceiver } from './testing.ts'

async function setUp(fault: object) {
  const twin = createWebhookTwin()
  const receiver = await openReceiver()
  await twin.subscribe(receiver.url)
  await twin.control('POST', 'faults', fault)
  const names = () => receiver.received.map(({ event }) => (event.data as { object: { name: string } }).object.name)
  const create = async (...all: string[]) => {
    for (const name of all) await twin.stripe.customers.create({ name })
  }
  return { ...twin, ...receiver, names, create }
}

describe('webhook faults', () => {
  it('loses what it is told to', async () => {
    const { create, settle, names, deliveries, stripe } = await setUp({ kind: 'webhook_dropped', times: 1 })
    await create('a', 'b')
    expect(await settle()).toMatchObject({ settled: true })
    expect(names()).toEqual(['b'])
    expect(await deliveries('?status=dropped')).toMatchObject([{ fault: 'webhook_dropped', attempts: [] }])
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1)
  })

  it('resends by hand what was lost', async () => {
    const { create, settle, names, deliveries, control } = await setUp({ kind: 'webhook_dropped', times: 1 })
    await create('a')
    await settle()
    const [lost] = await deliveries()
    expect(await control('POST', `deliveries/${lost?.id}/resend`)).toMatchObject({ status: 'delivered' })
    expect(names()).toEqual(['a'])
  })

  it('doubles, with the same event id', async () => {
    const { create, settle, received, stripe } = await setUp({ kind: 'webhook_doubled', times: 1 })
    await create('a', 'b')
    await settle()
    const ids = received.map(({ event }) => event.id)
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(2)
    expect((await stripe.events.list()).data.map((event) => event.pending_webhooks)).toEqual([0, 0])
  })

  it('lets the next one overtake', async () => {
    const { create, settle, names } = await setUp({ kind: 'webhook_reordered', times: 1, latency_ms: 5_000 })
    await create('a', 'b', 'c')
    await settle()
    expect(names().slice(0, 2)).toEqual(['b', 'a'])
  })

  it('delays, and others go ahead', async () => {
    const { create, settle, names } = await setUp({ kind: 'webhook_delayed', times: 1, latency_ms: 100 })
    await create('a', 'b')
    await settle()
    expect(names()).toEqual(['b', 'a'])
  })

  it('hits the events, the customer and the endpoint that it is told to', async () => {
    const { stripe, settle, types, control } = await setUp({ kind: 'webhook_dropped', match: { event: 'product.*' } })
    await stripe.products.create({ name: 'Plan' })
    const { id } = await stripe.customers.create({ name: 'a' })
    await settle()
    expect(types()).toEqual(['customer.created'])
    await control('POST', 'faults', { kind: 'webhook_dropped', match: { customer: id } })
    await control('POST', 'faults', { kind: 'webhook_dropped', match: { endpoint: 'we_another' } })
    await stripe.customers.update(id, { name: 'b' })
    await stripe.customers.create({ name: 'c' })
    await settle()
    expect(types()).toEqual(['customer.created', 'customer.created'])
  })

  it('hits a share, the same for the same seed', async () => {
    const draw = async () => {
      const { create, settle, names } = await setUp({ kind: 'webhook_dropped', share: 0.5 })
      await create(...'abcdefghijklmnop')
      await settle()
      return names().join('')
    }
    const first = await draw()
    expect(first.length).toBeGreaterThan(2)
    expect(first.length).toBeLessThan(14)
    expect(await draw()).toBe(first)
  })

  it('leaves calls of the API alone', async () => {
    const { stripe } = await setUp({ kind: 'webhook_delayed' })
    await expect(stripe.customers.create({})).resolves.toMatchObject({ object: 'customer' })
  })
})
