import { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createWebhookTwin, openReceiver } from '../webhooks/testing.ts'

const url = 'http://127.0.0.1:9/hook'
type CreateParams = Stripe.V2.Core.EventDestinationCreateParams
const thin: CreateParams = {
  name: 'Mine',
  type: 'webhook_endpoint',
  event_payload: 'thin',
  enabled_events: ['v1.customer.created', 'v1.billing.meter.error_report_triggered'],
  webhook_endpoint: { url },
}

async function setUp(params: Partial<CreateParams> = {}) {
  const twin = createWebhookTwin()
  const receiver = await openReceiver()
  const destination = await twin.stripe.v2.core.eventDestinations.create({
    ...thin,
    webhook_endpoint: { url: receiver.url },
    include: ['webhook_endpoint.signing_secret'],
    ...params,
  })
  const secret = destination.webhook_endpoint?.signing_secret ?? ''
  const parse = (at: number) => {
    const { body = '', headers = {} } = receiver.received[at] ?? {}
    return twin.stripe.parseEventNotification(body, String(headers['stripe-signature']), secret)
  }
  return { ...twin, ...receiver, destination, secret, parse, api: twin.stripe.v2.core.eventDestinations }
}

describe('v2.core.eventDestinations', () => {
  it('creates one, and keeps its address and secret from those who do not ask', async () => {
    const { stripe } = createWebhookTwin()
    const api = stripe.v2.core.eventDestinations
    const destination = await api.create({ ...thin, metadata: { team: 'a' } })
    expect(destination).toMatchObject({
      id: expect.stringMatching(/^ed_test_\w{24}$/),
      object: 'v2.core.event_destination',
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updated: destination.created,
      description: '',
      enabled_events: thin.enabled_events,
      event_payload: 'thin',
      events_from: ['@self'],
      livemode: false,
      metadata: { team: 'a' },
      name: 'Mine',
      status: 'enabled',
      type: 'webhook_endpoint',
    })
    expect(destination.webhook_endpoint).toEqual({})
    expect(destination).not.toHaveProperty('snapshot_api_version')
    expect(await api.retrieve(destination.id, { include: ['webhook_endpoint.url'] })).toMatchObject({
      webhook_endpoint: { url },
    })
    const [listed] = (await api.list({ include: ['webhook_endpoint.url'] })).data
    expect(listed).toMatchObject({ id: destination.id, webhook_endpoint: { url } })
  })

  it.each<[string, Partial<CreateParams>, string | undefined]>([
    ['an unknown event', { enabled_events: ['v1.customer.eaten'] }, 'enabled_events'],
    ['a snapshot type for thin payloads', { enabled_events: ['customer.created'] }, 'enabled_events'],
    ['a thin type for snapshots', { event_payload: 'snapshot' }, 'enabled_events'],
    ['no event', { enabled_events: [] }, 'enabled_events'],
    [
      'an unknown version',
      { event_payload: 'snapshot', enabled_events: ['customer.created'], snapshot_api_version: '2001-01-01' },
      'snapshot_api_version',
    ],
    ['a version of thin events', { snapshot_api_version: '2026-10-28.endive' }, 'snapshot_api_version'],
    ['no http', { webhook_endpoint: { url: 'ftp://a' } }, 'webhook_endpoint.url'],
    ['another payload', { event_payload: 'fat' as 'thin' }, 'event_payload'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe } = createWebhookTwin()
    await expect(stripe.v2.core.eventDestinations.create({ ...thin, ...params })).rejects.toMatchObject({
      statusCode: 400,
      param,
    })
  })

  it('refuses other transports and accounts by name', async () => {
    const api = createWebhookTwin().stripe.v2.core.eventDestinations
    await expect(api.create({ ...thin, type: 'amazon_eventbridge' })).rejects.toMatchObject({ statusCode: 501 })
    await expect(api.create({ ...thin, events_from: ['@accounts'] })).rejects.toMatchObject({ statusCode: 501 })
  })

  it('updates, disables, enables and deletes', async () => {
    const { api, destination } = await setUp()
    const { id } = destination
    expect(await api.update(id, { name: 'Other', description: 'For meters', metadata: { a: '1' } })).toMatchObject({
      name: 'Other',
      description: 'For meters',
      metadata: { a: '1' },
    })
    expect(await api.disable(id)).toMatchObject({
      status: 'disabled',
      status_details: { disabled: { reason: 'user' } },
    })
    const enabled = await api.enable(id)
    expect(enabled.status).toBe('enabled')
    expect(enabled).not.toHaveProperty('status_details')
    expect(await api.del(id)).toMatchObject({ id, object: 'v2.core.event_destination' })
    await expect(api.retrieve(id)).rejects.toMatchObject({ statusCode: 404 })
  })

  it('gets thin events, which the SDK parses and fetches', async () => {
    const { stripe, settle, types, parse, received } = await setUp()
    const customer = await stripe.customers.create({ name: 'Ada' })
    await stripe.products.create({ name: 'Plan' })
    await settle()
    expect(types()).toEqual(['v1.customer.created'])
    const notification = parse(0)
    if (notification.type !== 'v1.customer.created') throw new Error('another event')
    expect(notification.related_object).toEqual({
      id: customer.id,
      type: 'customer',
      url: `/v1/customers/${customer.id}`,
    })
    expect(await notification.fetchRelatedObject()).toMatchObject({ name: 'Ada' })
    expect(await notification.fetchEvent()).toMatchObject({
      id: notification.id,
      snapshot_event: (await stripe.events.list({ type: 'customer.created' })).data[0]?.id,
    })
    expect(() => Stripe.webhooks.constructEventWithoutVerification(received[0]?.body ?? '')).toThrow(/thin/)
  })

  it('gets what is thin alone, without the data that is fetched', async () => {
    const { account, settle, parse, received } = await setUp()
    account.run({ kind: 'clock' }, (context) =>
      context.emitThin('v1.billing.meter.error_report_triggered', {
        relatedObject: { id: 'mtr_1', object: 'billing.meter' },
        data: { developer_message_summary: 'One error' },
      }),
    )
    await settle()
    const notification = parse(0)
    if (notification.type !== 'v1.billing.meter.error_report_triggered') throw new Error('another event')
    expect(received[0]?.event).not.toHaveProperty('data')
    expect((await notification.fetchEvent()).data.developer_message_summary).toBe('One error')
  })

  it('gets snapshots when it asks for them', async () => {
    const { stripe, settle, received, secret, destination } = await setUp({
      event_payload: 'snapshot',
      enabled_events: ['customer.created'],
    })
    expect(destination.snapshot_api_version).toBe(Stripe.API_VERSION)
    await stripe.customers.create({ name: 'Ada' })
    await settle()
    const [{ body = '', headers = {} } = {}] = received
    const event = Stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret)
    expect(event).toMatchObject({ type: 'customer.created', pending_webhooks: 1 })
  })

  it('is pinged once, whatever it wants', async () => {
    const { api, destination, settle, parse, received, stripe } = await setUp({ enabled_events: ['*'] })
    const event = await api.ping(destination.id)
    expect(event).toMatchObject({ object: 'v2.core.event', type: 'v2.core.event_destination.ping' })
    await settle()
    expect(received).toHaveLength(1)
    expect(parse(0)).toMatchObject({ id: event.id, related_object: { id: destination.id } })
    expect(await stripe.v2.core.events.retrieve(event.id)).toMatchObject({ type: 'v2.core.event_destination.ping' })
  })

  it('gets nothing while it is disabled', async () => {
    const { api, destination, stripe, settle, received } = await setUp()
    await api.disable(destination.id)
    await stripe.customers.create({})
    await settle()
    expect(received).toEqual([])
  })
})
