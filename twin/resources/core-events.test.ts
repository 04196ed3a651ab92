import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

type Meant = { type: string; related_object?: object; snapshot_event?: string; changes?: unknown; data?: unknown }

async function listOf(twin: ReturnType<typeof createTestTwin>, params: object = {}) {
  const { data } = await twin.stripe.v2.core.events.list(params)
  return data as (Meant & { id: string })[]
}

describe('v2.core.events', () => {
  it('has every v1 event as a thin one that names its object and its snapshot', async () => {
    const twin = createTestTwin()
    const customer = await twin.stripe.customers.create({ name: 'Ada' })
    const [event] = (await twin.stripe.events.list()).data
    expect(await listOf(twin)).toMatchObject([
      {
        object: 'v2.core.event',
        type: 'v1.customer.created',
        livemode: false,
        snapshot_event: event?.id,
        related_object: { id: customer.id, type: 'customer', url: `/v1/customers/${customer.id}` },
        reason: { type: 'request', request: { id: event?.request?.id } },
      },
    ])
  })

  it('tells of a change what was before and after', async () => {
    const twin = createTestTwin()
    const { id } = await twin.stripe.customers.create({ name: 'Ada', metadata: { a: '1', b: '2' } })
    await twin.stripe.customers.update(id, { name: 'Grace', metadata: { a: '3' } })
    expect((await listOf(twin, { limit: 1 }))[0]).toMatchObject({
      type: 'v1.customer.updated',
      changes: { before: { name: 'Ada', metadata: { a: '1' } }, after: { name: 'Grace', metadata: { a: '3' } } },
    })
  })

  it('has finer events for what a product went through', async () => {
    const twin = createTestTwin()
    const { id } = await twin.stripe.products.create({ name: 'Plan' })
    await twin.stripe.products.update(id, { active: false })
    await twin.stripe.products.update(id, { active: true, tax_code: 'txcd_10000000' })
    expect((await listOf(twin)).map(({ type }) => type).toReversed()).toEqual([
      'v1.product.created',
      'v1.product.updated',
      'v1.product.deactivated',
      'v1.product.updated',
      'v1.product.activated',
      'v1.product.tax_code_changed',
    ])
  })

  it('retrieves one by its id, with its object a call away', async () => {
    const twin = createTestTwin()
    const customer = await twin.stripe.customers.create({ name: 'Ada' })
    const [listed] = await listOf(twin)
    const event = await twin.stripe.v2.core.events.retrieve(String(listed?.id))
    expect(event).toMatchObject({ id: listed?.id, type: 'v1.customer.created' })
    if (event.type !== 'v1.customer.created') throw new Error('another event')
    expect(await event.fetchRelatedObject()).toMatchObject({ id: customer.id, name: 'Ada' })
    await expect(twin.stripe.v2.core.events.retrieve('evt_test_none')).rejects.toMatchObject({ statusCode: 404 })
  })

  it('has those that are thin alone, with their data for who fetches them', async () => {
    const twin = createTestTwin()
    const data = { developer_message_summary: 'One error', validation_start: 'a', validation_end: 'b' }
    twin.account.run({ kind: 'clock' }, (context) =>
      context.emitThin('v1.billing.meter.error_report_triggered', {
        relatedObject: { id: 'mtr_1', object: 'billing.meter' },
        data,
      }),
    )
    const [event] = await listOf(twin)
    expect(event).toMatchObject({
      id: expect.stringMatching(/^evt_test_/),
      related_object: { id: 'mtr_1', type: 'billing.meter', url: '/v1/billing/meters/mtr_1' },
    })
    expect(await twin.stripe.v2.core.events.retrieve(String(event?.id))).toMatchObject({ data })
    expect(event).not.toHaveProperty('_data')
  })

  it('filters by types, object and time, and pages', async () => {
    const twin = createTestTwin()
    const { id } = await twin.stripe.customers.create({ name: 'Ada' })
    await twin.stripe.customers.update(id, { name: 'Grace' })
    await twin.stripe.products.create({ name: 'Plan' })
    expect(await listOf(twin, { types: ['v1.customer.updated'] })).toHaveLength(1)
    expect(await listOf(twin, { object_id: id })).toHaveLength(2)
    expect(await listOf(twin, { created: { gt: '2099-01-01T00:00:00Z' } })).toEqual([])
    const all: string[] = []
    for await (const { type } of twin.stripe.v2.core.events.list({ limit: 1 })) all.push(type)
    expect(all).toEqual(['v1.product.created', 'v1.customer.updated', 'v1.customer.created'])
  })

  it('lists in the order in which they came, not by the time of a test clock', async () => {
    const twin = createTestTwin()
    await twin.stripe.products.create({ name: 'Plan' })
    const clock = await twin.stripe.testHelpers.testClocks.create({ frozen_time: 1_700_000_000 })
    await twin.stripe.customers.create({ test_clock: clock.id })
    expect((await listOf(twin)).map(({ type }) => type)).toEqual([
      'v1.customer.created',
      'v1.test_helpers.test_clock.created',
      'v1.product.created',
    ])
  })
})
