import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('a call of the API', () => {
  it('needs a key', async () => {
    const { call } = createTestTwin()
    const { status, body } = await call('GET', '/v1/customers', { key: '' })
    expect(status).toBe(401)
    expect(body.error.message).toContain('You did not provide an API key.')
  })

  it.each(['sk_test_', 'nonsense', 'rk_test_unknown_key_1', 'pk_test_unknown_key_1', 'sk_live_1234567890abcdef'])(
    'refuses the key %s without repeating it',
    async (key) => {
      const { call } = createTestTwin()
      const { status, body } = await call('GET', '/v1/customers', { key })
      expect(status).toBe(401)
      expect(body.error.message).toContain('Invalid API Key provided')
      expect(body.error.message).not.toContain(key)
    },
  )

  it('takes the key as the user of Basic, too', async () => {
    const { call } = createTestTwin()
    const headers = { authorization: `Basic ${Buffer.from('sk_test_basic_user:').toString('base64')}` }
    expect((await call('GET', '/v1/customers', { key: '', headers })).status).toBe(200)
  })

  it('keeps the accounts of two keys apart', async () => {
    const { stripe, stripeWith } = createTestTwin()
    const { id } = await stripe.customers.create()
    const other = stripeWith('sk_test_somebody_else')
    await expect(other.customers.retrieve(id)).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' })
    const [mine, theirs] = await Promise.all([stripe.accounts.retrieveCurrent(), other.accounts.retrieveCurrent()])
    expect(mine.id).not.toBe(theirs.id)
  })

  it('takes no key that it was not given when keys are strict', async () => {
    const { call } = createTestTwin({ strictKeys: true })
    expect((await call('GET', '/v1/customers', { key: 'sk_test_not_given_0' })).status).toBe(401)
  })

  it('refuses a publishable key where a secret one is needed', async () => {
    const { call, account } = createTestTwin()
    const { status, body } = await call('GET', '/v1/customers', { key: account.publishableKey })
    expect([status, body.error.code]).toEqual([403, 'secret_key_required'])
  })

  it('does not know an address that Stripe does not have', async () => {
    const { call } = createTestTwin()
    const { status, body } = await call('GET', '/v1/foo')
    expect(status).toBe(404)
    expect(body.error.message).toMatch(/^Unrecognized request URL \(GET: \/v1\/foo\)\./)
  })

  it('refuses by name what Stripe has and the twin does not play', async () => {
    const { stripe } = createTestTwin()
    await expect(stripe.topups.list()).rejects.toMatchObject({
      statusCode: 501,
      code: 'twin_not_played',
      message: expect.stringContaining('topups.list'),
    })
  })

  it('answers with request id, version and the idempotency key', async () => {
    const { call } = createTestTwin()
    const headers = { 'idempotency-key': 'once', 'stripe-version': '2026-10-28.endive' }
    const answer = await call('POST', '/v1/customers', { body: 'name=A', headers })
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
    expect(answer.headers.get('stripe-version')).toBe('2026-10-28.endive')
    expect(answer.headers.get('idempotency-key')).toBe('once')
    const unknown = await call('GET', '/v1/customers', { headers: { 'stripe-version': 'newest' } })
    expect(unknown.status).toBe(400)
  })

  it('refuses JSON on v1', async () => {
    const { call } = createTestTwin()
    const headers = { 'content-type': 'application/json' }
    const { status, body } = await call('POST', '/v1/customers', { body: '{"name":"A"}', headers })
    expect(status).toBe(400)
    expect(body.error.message).toContain('application/x-www-form-urlencoded')
  })

  it('writes each call into the ledger, with the key by id alone', async () => {
    const { stripe, call } = createTestTwin()
    await stripe.customers.create({ name: 'A', metadata: { seats: 3 } })
    await stripe.customers.retrieve('cus_nobody').catch(() => undefined)
    const { body } = await call('GET', '/_twin/ledger')
    expect(body.data).toMatchObject([
      {
        method: 'POST',
        path: '/v1/customers',
        operation: 'customers.create',
        params: { name: 'A', metadata: { seats: '3' } },
        status: 200,
        answer: { object: 'customer', name: 'A' },
      },
      {
        method: 'GET',
        path: '/v1/customers/cus_nobody',
        status: 404,
        error: { code: 'resource_missing' },
        answer: { error: { code: 'resource_missing' } },
      },
    ])
    expect(JSON.stringify(body)).not.toContain('sk_test_of_a_unit_test')
    expect((await call('GET', '/_twin/ledger?after=1')).body.data).toHaveLength(1)
  })

  it('keeps the whole answers of the last thousand calls', async () => {
    const { call, account } = createTestTwin()
    for (let count = 0; count < 1_001; count++) await call('GET', '/v1/customers')
    const [first, second] = account.ledger.list()
    expect(first).toMatchObject({ sequence: 1, status: 200, answer: null })
    expect(second).toMatchObject({ sequence: 2, answer: { object: 'list', data: [] } })
  })
})
