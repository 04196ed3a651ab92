import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('Idempotency-Key', () => {
  it('answers a repeated request without doing it again', async () => {
    const { stripe, call } = createTestTwin()
    const headers = { 'idempotency-key': 'k1' }
    const first = await call('POST', '/v1/customers', { body: 'name=A', headers })
    const second = await call('POST', '/v1/customers', { body: 'name=A', headers })
    expect(second.body).toEqual(first.body)
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'))
    expect((await stripe.customers.list()).data).toHaveLength(1)
  })

  it('refuses other parameters or another address under the same key', async () => {
    const { stripe } = createTestTwin()
    await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k1' })
    const refused = { statusCode: 400, type: 'StripeIdempotencyError' }
    await expect(stripe.customers.create({ name: 'B' }, { idempotencyKey: 'k1' })).rejects.toMatchObject(refused)
    await expect(stripe.products.create({ name: 'A' }, { idempotencyKey: 'k1' })).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining("('/v1/products' vs '/v1/customers')"),
    })
  })

  it('asks the same in whatever order its parameters come', async () => {
    const { call } = createTestTwin()
    const headers = { 'idempotency-key': 'k1' }
    const first = await call('POST', '/v1/customers', { body: 'name=A&metadata[a]=1&metadata[b]=2', headers })
    const second = await call('POST', '/v1/customers', { body: 'metadata[b]=2&metadata[a]=1&name=A', headers })
    expect(second.body).toEqual(first.body)
  })

  it('is free again after a refused parameter', async () => {
    const { stripe } = createTestTwin()
    const options = { idempotencyKey: 'k1' }
    await expect(stripe.customers.create({ balance: 'x' as never }, options)).rejects.toMatchObject({ statusCode: 400 })
    expect((await stripe.customers.create({ balance: 1 }, options)).balance).toBe(1)
  })

  it('repeats a stored 500, and not one that was not stored', async () => {
    const { stripe, call } = createTestTwin()
    await call('POST', '/_twin/faults', { body: '{"kind":"500","times":1}' })
    await expect(stripe.customers.create({}, { idempotencyKey: 'k1' })).rejects.toMatchObject({ statusCode: 500 })
    await expect(stripe.customers.create({}, { idempotencyKey: 'k1' })).rejects.toMatchObject({ statusCode: 500 })
    await call('POST', '/_twin/faults', { body: '{"kind":"500","times":1,"stored":false}' })
    await expect(stripe.customers.create({}, { idempotencyKey: 'k2' })).rejects.toMatchObject({ statusCode: 500 })
    expect((await stripe.customers.create({}, { idempotencyKey: 'k2' })).object).toBe('customer')
  })

  it("forgets after 24 hours of the account's clock", async () => {
    const { stripe, call } = createTestTwin()
    const first = await stripe.customers.create({}, { idempotencyKey: 'k1' })
    await call('POST', '/_twin/clock', { body: '{"advance": 86400}' })
    expect((await stripe.customers.create({}, { idempotencyKey: 'k1' })).id).not.toBe(first.id)
  })

  it('is kept for 30 days on v2, where a failure is tried anew', async () => {
    const { stripe, call } = createTestTwin()
    await stripe.billing.meters.create({
      display_name: 'Calls',
      event_name: 'calls',
      default_aggregation: { formula: 'sum' },
    })
    const event = { event_name: 'calls', payload: { stripe_customer_id: 'cus_1', value: '1' } }
    const send = () => stripe.v2.billing.meterEvents.create(event, { idempotencyKey: 'k1', maxNetworkRetries: 0 })
    await call('POST', '/_twin/faults', { body: '{"kind":"500","times":1}' })
    await expect(send()).rejects.toMatchObject({ statusCode: 500 })
    const { identifier } = await send()
    await call('POST', '/_twin/clock', { body: `{"advance": ${29 * 86_400}}` })
    expect((await send()).identifier).toBe(identifier)
    const other = { ...event, identifier: 'mine' }
    const settings = { idempotencyKey: 'k1', maxNetworkRetries: 0 }
    const reused = { statusCode: 409, type: 'StripeIdempotencyError', code: 'idempotency_error' }
    await expect(stripe.v2.billing.meterEvents.create(other, settings)).rejects.toMatchObject(reused)
    await call('POST', '/_twin/clock', { body: `{"advance": ${2 * 86_400}}` })
    expect((await send()).identifier).not.toBe(identifier)
  })

  it('is refused while the first request with it is still being answered', async () => {
    const { stripe, call } = createTestTwin()
    await call('POST', '/_twin/faults', { body: '{"kind":"slow","latency_ms":50,"times":1}' })
    const first = stripe.customers.create({}, { idempotencyKey: 'k1' })
    await expect(stripe.customers.create({}, { idempotencyKey: 'k1' })).rejects.toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
    })
    const { id } = await first
    expect((await stripe.customers.create({}, { idempotencyKey: 'k1' })).id).toBe(id)
  })

  it('has at most 255 characters, and says nothing on a GET or a DELETE of v1', async () => {
    const { stripe, call } = createTestTwin()
    const keyOf = (length: number) => ({ headers: { 'idempotency-key': 'x'.repeat(length) } })
    expect((await call('POST', '/v1/customers', { body: '', ...keyOf(256) })).body.error.type).toBe('idempotency_error')
    expect((await call('POST', '/v1/customers', { body: '', ...keyOf(255) })).status).toBe(200)
    expect((await call('GET', '/v1/customers', keyOf(255))).status).toBe(200)
    const { id } = await stripe.customers.create()
    const path = `/v1/customers/${id}`
    expect((await call('DELETE', path, keyOf(10))).status).toBe(200)
    expect((await call('DELETE', path, keyOf(10))).status).toBe(404)
  })
})
