import { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createWebhookTwin, openReceiver } from './testing.ts'

describe('delivery', () => {
  it('posts the event as Stripe signs it', async () => {
    const { stripe, settle, subscribe } = createWebhookTwin()
    const { url, received } = await openReceiver()
    const { secret = '' } = await subscribe(url)
    const customer = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'once' })
    expect(await settle()).toEqual({ settled: true, pending: [] })
    const [{ body = '', headers = {} } = {}] = received
    const signature = String(headers['stripe-signature'])
    expect(signature).toMatch(/^t=\d+,v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/)
    const event = Stripe.webhooks.constructEvent(body, signature, secret)
    expect(event).toMatchObject({
      object: 'event',
      type: 'customer.created',
      api_version: Stripe.API_VERSION,
      livemode: false,
      pending_webhooks: 1,
      request: { id: customer.lastResponse.requestId, idempotency_key: 'once' },
      data: { object: { id: customer.id, name: 'Ada' } },
    })
    expect(headers).toMatchObject({
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'content-type': 'application/json; charset=utf-8',
    })
    expect(() => Stripe.webhooks.constructEvent(body, signature, 'whsec_another')).toThrow(/signature/)
  })

  it('keeps the order of events', async () => {
    const { stripe, settle, subscribe } = createWebhookTwin()
    const { url, received } = await openReceiver()
    await subscribe(url)
    const { id } = await stripe.customers.create({ name: '0' })
    for (let count = 1; count < 20; count++) await stripe.customers.update(id, { name: String(count) })
    await settle()
    const names = received.map(({ event }) => (event.data as { object: { name: string } }).object.name)
    expect(names).toEqual(Array.from({ length: 20 }, (_, count) => String(count)))
    expect(received[1]?.event.data).toMatchObject({ previous_attributes: { name: '0' } })
  })

  it('goes to those endpoints that want it, and counts down what is pending', async () => {
    const { stripe, settle, subscribe, deliveries } = createWebhookTwin()
    const all = await openReceiver()
    const some = await openReceiver()
    const disabled = await openReceiver()
    await subscribe(all.url)
    await subscribe(some.url, ['customer.created', 'customer.deleted'])
    const { id } = await subscribe(disabled.url)
    await stripe.webhookEndpoints.update(id, { disabled: true })
    const customer = await stripe.customers.create({})
    await stripe.customers.update(customer.id, { name: 'Ada' })
    expect((await stripe.events.list({ type: 'customer.created' })).data[0]?.pending_webhooks).toBeLessThanOrEqual(2)
    await settle()
    expect(all.types()).toEqual(['customer.created', 'customer.updated'])
    expect(some.types()).toEqual(['customer.created'])
    expect(disabled.types()).toEqual([])
    expect(all.received[0]?.event).toMatchObject({ pending_webhooks: expect.any(Number) })
    expect((await stripe.events.list()).data.map((event) => event.pending_webhooks)).toEqual([0, 0])
    expect(await deliveries()).toMatchObject([
      { type: 'customer.created', status: 'delivered', attempts: [{ number: 1, status: 200, error: null }] },
      { type: 'customer.created', status: 'delivered' },
      { type: 'customer.updated', status: 'delivered' },
    ])
  })

  it('sends nothing of what was undone', async () => {
    const { stripe, settle, subscribe } = createWebhookTwin()
    const { url, types } = await openReceiver()
    await subscribe(url)
    await expect(stripe.customers.update('cus_none', { name: 'Ada' })).rejects.toThrow()
    await settle()
    expect(types()).toEqual([])
  })

  it('does not let the API wait for an endpoint', async () => {
    const { stripe, subscribe, settle } = createWebhookTwin({ webhooks: { timeoutMilliseconds: 600 } })
    const { url } = await openReceiver(['silence'])
    await subscribe(url)
    await stripe.customers.create({})
    expect(await settle(20)).toMatchObject({
      settled: false,
      pending: [{ type: 'customer.created', status: 'pending' }],
    })
    expect((await settle()).pending).toMatchObject([
      { status: 'waiting', attempts: [{ status: null, error: 'No answer within 600 ms' }] },
    ])
  })

  it('sends again by the clock, with the same event id, three times', async () => {
    const { stripe, subscribe, settle, control, deliveries } = createWebhookTwin()
    const { url, received } = await openReceiver([500])
    await subscribe(url)
    await control('POST', 'clock', { freeze: true })
    await stripe.customers.create({})
    for (let attempt = 1; attempt <= 4; attempt++) {
      await settle()
      expect(received).toHaveLength(attempt)
      await control('POST', 'clock', { advance: 4 * 60 * 60 })
    }
    await settle()
    expect(new Set(received.map(({ event }) => event.id)).size).toBe(1)
    expect(await deliveries()).toMatchObject([{ status: 'failed', next_attempt_at: null }])
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1)
    expect((await stripe.events.list({ delivery_success: true })).data).toHaveLength(0)
  })

  it('sends again in real time where it was started so', async () => {
    const { stripe, subscribe, settle } = createWebhookTwin({ webhooks: { retryMilliseconds: [5, 5] } })
    const { url, received } = await openReceiver([500, 302, 204])
    await subscribe(url)
    await stripe.customers.create({})
    expect(await settle()).toMatchObject({ settled: true })
    expect(received).toHaveLength(3)
  })

  it('says which host it may not send to', async () => {
    const { stripe, subscribe, settle, deliveries } = createWebhookTwin()
    await subscribe('https://app.example.com/hook')
    await stripe.customers.create({})
    await settle()
    expect(await deliveries('?status=blocked')).toHaveLength(1)
    expect((await stripe.events.list()).data[0]?.pending_webhooks).toBe(1)
  })

  it('stops when the endpoint is gone', async () => {
    const { stripe, subscribe, settle, control, deliveries } = createWebhookTwin()
    const { url, received } = await openReceiver([500])
    const { id } = await subscribe(url)
    await stripe.customers.create({})
    await settle()
    await stripe.webhookEndpoints.del(id)
    await control('POST', 'clock', { advance: 4 * 60 * 60 })
    await settle()
    expect(received).toHaveLength(1)
    expect(await deliveries()).toMatchObject([{ status: 'failed' }])
  })

  it('resends by hand', async () => {
    const { stripe, subscribe, settle, control, deliveries } = createWebhookTwin()
    const { url, received } = await openReceiver([500, 200])
    await subscribe(url)
    await stripe.customers.create({})
    await settle()
    const [delivery] = await deliveries()
    const resent = await control('POST', `deliveries/${delivery?.id}/resend`)
    expect(resent).toMatchObject({ status: 'delivered', attempts: [{ status: 500 }, { status: 200, is_resend: true }] })
    expect(received[0]?.event.id).toBe(received[1]?.event.id)
    expect((await control('GET', 'deliveries/pending')).data).toEqual([])
    await expect(control('POST', 'deliveries/whd_none/resend')).rejects.toThrow(/No such delivery/)
  })

  it('forgets all with a reset, and leaves endpoints that were there from the start', async () => {
    const key = 'sk_test_of_a_unit_test'
    const { url, types } = await openReceiver()
    const { stripe, settle, control, deliveries, twin } = createWebhookTwin({ accounts: [{ key, webhookUrls: [url] }] })
    await stripe.customers.create({})
    await settle()
    await control('POST', 'reset')
    expect(await deliveries()).toEqual([])
    await stripe.products.create({ name: 'Plan' })
    await settle()
    expect(types()).toEqual(['customer.created', 'product.created'])
    const endpoints = await stripe.webhookEndpoints.list()
    expect(endpoints.data).toMatchObject([{ url, enabled_events: ['*'] }])
    expect(twin.account(key).webhookUrls).toEqual([url])
  })

  it('goes on after a restart with what was not sent', async () => {
    const { url, received } = await openReceiver(['silence', 200])
    const before = createWebhookTwin({ webhooks: { timeoutMilliseconds: 60_000 } })
    await before.subscribe(url)
    await before.stripe.customers.create({})
    await expect.poll(() => received.length).toBe(1)
    const after = createWebhookTwin()
    after.account.restore(JSON.parse(JSON.stringify(before.account.snapshot())))
    expect(await after.settle()).toMatchObject({ settled: true })
    expect(received[0]?.event.id).toBe(received[1]?.event.id)
  })
})
