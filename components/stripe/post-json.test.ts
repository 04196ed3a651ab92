import { afterEach, describe, expect, it, vi } from 'vitest'
import { failureOf, postJson } from './post-json.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const busy = () => Response.json({ error: { code: 'stripe_busy' } }, { status: 503, headers: { 'retry-after': '2' } })

describe('postJson', () => {
  it('asks again when told to, while Stripe is too busy', async () => {
    vi.useFakeTimers()
    const answers = [busy(), busy(), Response.json({ client_secret: 'x' })]
    const askedAt: number[] = []
    vi.stubGlobal('fetch', async () => {
      askedAt.push(performance.now())
      return answers.shift()
    })
    const asking = postJson('/api/customer-sessions', 'login', {})
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await asking).toMatchObject({ kind: 'ok', value: { client_secret: 'x' } })
    const [first = 0, second = 0] = askedAt
    expect(second - first).toBeGreaterThanOrEqual(2_000)
    expect(askedAt).toHaveLength(3)
  })

  it('gives up in the end, and asks nothing again that is refused', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', async () => busy())
    const asking = postJson('/api/customer-sessions', 'login', {})
    await vi.advanceTimersByTimeAsync(200_000)
    expect(await asking).toMatchObject({ kind: 'unavailable' })

    let asked = 0
    vi.stubGlobal('fetch', async () => {
      asked += 1
      return Response.json({ error: { code: 'stripe_unavailable' } }, { status: 503 })
    })
    expect(await postJson('/api/customer-sessions', 'login', {})).toMatchObject({ kind: 'unavailable' })
    expect(asked).toBe(1)
  })
})

describe('failureOf', () => {
  it('tells another login apart from an object that changed, though both are a 409', () => {
    const message = 'You are now signed in for Beta Ltd. Nothing was done.'
    expect(failureOf(409, { code: 'login_mismatch', message })).toEqual({ kind: 'other_login', message })
    expect(failureOf(409, { code: 'invoice_not_payable' })).toEqual({ kind: 'changed' })
  })

  it('knows a login that ended and a door that is closed', () => {
    expect(failureOf(401, { code: 'sign_in_required' }).kind).toBe('signed_out')
    expect(failureOf(403, { code: 'component_not_allowed' }).kind).toBe('not_allowed')
  })

  it('keeps the reference number of everything else', () => {
    expect(failureOf(503, { request_id: 'r1' })).toEqual({ kind: 'unavailable', reference: 'r1' })
  })
})
