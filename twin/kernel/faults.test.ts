import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

function withFaults() {
  const made = createTestTwin()
  const control = async (path: string, input: object) =>
    made.call('POST', `/_twin/${path}`, { body: JSON.stringify(input) })
  /** The statuses of so many calls. */
  const statuses = async (count: number, method = 'GET', path = '/v1/products', settings = {}) => {
    const seen: number[] = []
    for (let index = 0; index < count; index++) seen.push((await made.call(method, path, settings)).status)
    return seen
  }
  return { ...made, control, statuses }
}

describe('a fault', () => {
  it('hits as many calls as it was made for', async () => {
    const { control, statuses } = withFaults()
    await control('faults', { kind: '500', times: 2 })
    expect(await statuses(3)).toEqual([500, 500, 200])
  })

  it('hits the same share in the same order, from the same seed', async () => {
    const run = async () => {
      const { control, statuses } = withFaults()
      await control('faults', { kind: '500', share: 0.5 })
      return statuses(40)
    }
    const seen = await run()
    expect(new Set(seen)).toEqual(new Set([200, 500]))
    expect(await run()).toEqual(seen)
  })

  it.each([
    [{ method: 'post' }, [200, 500, 500, 200]],
    [{ path: '/v1/products' }, [500, 500, 200, 200]],
    [{ path: '/v1/*/cus_x' }, [200, 200, 200, 500]],
    [{ customer: 'cus_x' }, [200, 200, 500, 500]],
  ])('hits the calls that match %j', async (match, expected) => {
    const { control, statuses } = withFaults()
    await control('faults', { kind: '500', match })
    const body = { body: 'customer=cus_x&components[buy_button][enabled]=true' }
    const seen = [
      ...(await statuses(1)),
      ...(await statuses(1, 'POST', '/v1/products', { body: 'name=A' })),
      ...(await statuses(1, 'POST', '/v1/customer_sessions', body)),
      ...(await statuses(1, 'GET', '/v1/customers/cus_x')),
    ]
    expect(seen.map((status) => (status === 500 ? 500 : 200))).toEqual(expected)
  })

  it('hits the calls of one key, named by itself or by its id', async () => {
    const { control, statuses } = withFaults()
    const { key, id } = (await control('keys', { permissions: { products: 'read' } })).body
    for (const named of [key, id]) {
      await control('faults', { kind: '500', match: { key: named }, times: 1 })
      expect([...(await statuses(1)), ...(await statuses(1, 'GET', '/v1/products', { key }))]).toEqual([200, 500])
    }
  })

  it.each(['global-rate', 'endpoint-rate', 'global-concurrency', 'endpoint-concurrency', 'resource-specific'])(
    '429 says that it is for %s',
    async (reason) => {
      const { control, call } = withFaults()
      await control('faults', { kind: '429', reason })
      const { status, headers, body } = await call('GET', '/v1/products')
      expect([status, headers.get('stripe-rate-limited-reason')]).toEqual([429, reason])
      expect(body.error).toMatchObject({ type: 'invalid_request_error', code: 'rate_limit' })
    },
  )

  it('429 for a lock gives no reason', async () => {
    const { control, call } = withFaults()
    await control('faults', { kind: '429', reason: 'lock_timeout' })
    const { headers, body } = await call('GET', '/v1/products')
    expect([body.error.code, headers.get('stripe-rate-limited-reason')]).toEqual(['lock_timeout', null])
  })

  it.each([
    ['kind', { kind: 'flood' }],
    ['reason', { kind: '429', reason: 'whim' }],
    ['times', { kind: '500', times: 0 }],
    ['share', { kind: '500', share: 2 }],
    ['latency_ms', { kind: 'slow', latency_ms: -1 }],
    ['pattern', { kind: '500', pattern: '/v1/customers' }],
    ['match[color]', { kind: '500', match: { color: 'red' } }],
  ])('with a wrong %s is refused', async (param, fault) => {
    const { control } = withFaults()
    const { status, body } = await control('faults', fault)
    expect([status, body.error.param]).toEqual([400, param])
  })
})

describe('a rate limit', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('lets a key make so many calls a second, reads and writes apart', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const { control, statuses, call } = withFaults()
    const { key } = (await control('keys', { permissions: { products: 'read' } })).body
    expect((await control('rate_limits', { reads: 3, writes: 1 })).body).toEqual({
      reads: 3,
      writes: 1,
      endpoint: null,
    })
    expect(await statuses(5)).toEqual([200, 200, 200, 429, 429])
    expect(await statuses(2, 'POST', '/v1/products', { body: 'name=A' })).toEqual([200, 429])
    expect(await statuses(1, 'GET', '/v1/products', { key })).toEqual([200])
    expect((await call('GET', '/v1/products')).headers.get('stripe-rate-limited-reason')).toBe('global-rate')
    vi.advanceTimersByTime(400)
    expect(await statuses(1)).toEqual([200])
  })

  it('counts each operation apart, and can be switched off', async () => {
    const { control, statuses, call } = withFaults()
    await control('rate_limits', { endpoint: 2 })
    expect(await statuses(3)).toEqual([200, 200, 429])
    expect(await statuses(2, 'GET', '/v1/customers')).toEqual([200, 200])
    expect((await call('GET', '/v1/products')).headers.get('stripe-rate-limited-reason')).toBe('endpoint-rate')
    await control('rate_limits', {})
    expect(await statuses(5)).toEqual([200, 200, 200, 200, 200])
  })
})
