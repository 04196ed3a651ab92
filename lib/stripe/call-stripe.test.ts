import Stripe from 'stripe'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { serveTwin } from '../../twin/serve-twin.ts'
import { getBreaker } from './breaker.ts'
import { callStripe } from './call-stripe.ts'
import { createStripe } from './client.ts'

const secretKey = 'sk_test_call_stripe'
const headers = { authorization: `Bearer ${secretKey}` }

afterEach(() => {
  vi.restoreAllMocks()
})

async function countCalls(base: string, of?: string): Promise<number> {
  const answer = await fetch(`${base}/_twin/ledger`, { headers })
  const { data } = (await answer.json()) as { data: { path: string }[] }
  return data.filter(({ path }) => of === undefined || path === of).length
}

function setFault(base: string, fault: object): Promise<Response> {
  return fetch(`${base}/_twin/faults`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
}

async function withFault(fault: object) {
  const { base, close, twin } = await serveTwin()
  await setFault(base, fault)
  const stripe = createStripe({ secretKey, apiUrl: base })
  const create = () => callStripe(stripe, (client, options) => client.customers.create({ name: 'Globex' }, options))
  const count = async () => {
    const direct = new Stripe(secretKey, { httpClient: Stripe.createFetchHttpClient(twin.fetch) })
    return (await direct.customers.list()).data.length
  }
  return { stripe, base, create, count, close }
}

describe('callStripe', () => {
  it.each([
    ['a rate limit, which the SDK leaves alone', { kind: '429', times: 2 }],
    ['an error of Stripe’s own', { kind: '500', times: 1, stored: false }],
    ['a connection that breaks', { kind: 'reset', times: 2 }],
    ['an answer that was lost after it was done', { kind: 'applied_then_lost', times: 2 }],
  ])('comes through %s, once', async (_, fault) => {
    const { create, count, close } = await withFault(fault)
    const { value, requestId } = await create()
    expect(value).toMatchObject({ name: 'Globex' })
    expect(requestId).toMatch(/^req_/)
    expect(await count()).toBe(1)
    await close()
  })

  it('ends within the budget that its caller gives', async () => {
    const { stripe, close } = await withFault({ kind: 'hang' })
    const ended: number[] = []
    const call = (withinMs: number) =>
      callStripe(stripe, (client, options) => client.customers.create({}, options), { withinMs }).finally(() =>
        ended.push(withinMs),
      )
    const unavailable = { reason: { code: 'stripe_unavailable' } }
    expect(await Promise.allSettled([call(400), call(200)])).toMatchObject([unavailable, unavailable])
    expect(ended).toEqual([200, 400])
    await close()
  })

  it('says that Stripe is busy when its limit outlasts the deadline', async () => {
    const { stripe, close } = await withFault({ kind: '429' })
    const calling = callStripe(stripe, (client, options) => client.customers.list({}, options), { withinMs: 400 })
    await expect(calling).rejects.toMatchObject({ code: 'stripe_busy' })
    await close()
  })

  it('asks no more while nobody answers there, and again as soon as one call is answered', async () => {
    const { stripe, base, close } = await withFault({ kind: 'reset', times: 1000 })
    const call = () => callStripe(stripe, (client, options) => client.customers.list({}, options), { withinMs: 900 })
    for (let count = 0; count < 3; count += 1)
      await expect(call()).rejects.toMatchObject({ code: 'stripe_unavailable' })
    const asked = await countCalls(base, '/v1/customers')
    const startedAt = performance.now()
    for (let count = 0; count < 50; count += 1)
      await expect(call()).rejects.toMatchObject({ code: 'stripe_unavailable', retryAfterSeconds: expect.any(Number) })
    // Had each waited, it would have been most of a minute.
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(await countCalls(base, '/v1/customers')).toBe(asked)

    await fetch(`${base}/_twin/faults`, { method: 'DELETE', headers })
    await expect.poll(() => getBreaker(stripe).isOpen, { timeout: 4_000 }).toBe(false)
    await call()
    await close()
  })

  it('asks for the account before anything else once it was silent for a while', async () => {
    const { stripe, base, close } = await withFault({ kind: 'hang', times: 2 })
    const breaker = getBreaker(stripe)
    for (let count = 0; count < 3; count += 1) breaker.begin()('unanswered')
    const call = () => callStripe(stripe, (client, options) => client.customers.list({}, options), { withinMs: 900 })
    await expect(call()).rejects.toMatchObject({ code: 'stripe_unavailable' })
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 6_000)
    await fetch(`${base}/_twin/faults`, { method: 'DELETE', headers })
    await call()
    expect(await countCalls(base, '/v1/account')).toBe(1)
    expect(breaker.isOpen).toBe(false)
    await close()
  })

  it('refuses nobody for long because of one customer whom Stripe is silent for', async () => {
    const { stripe, base, close } = await withFault({ kind: 'hang', match: { customer: 'cus_slow' }, times: 1000 })
    const breaker = getBreaker(stripe)
    for (let count = 0; count < 2; count += 1) breaker.begin()('unanswered')
    const call = (customer: string) =>
      callStripe(stripe, (client, options) => client.paymentIntents.list({ customer }, options))
    await expect(call('cus_slow')).rejects.toMatchObject({ code: 'stripe_unavailable' })
    await expect.poll(() => breaker.isOpen, { timeout: 1_000 }).toBe(false)
    expect(await countCalls(base, '/v1/account')).toBe(1)
    await expect(call('cus_quick')).rejects.toMatchObject({ code: 'resource_missing' })
    await close()
  }, 15_000)

  it.each([
    ['a rate limit', { kind: '429', times: 1000 }, 'stripe_busy'],
    ['an error of Stripe’s own', { kind: '500', times: 1000 }, 'stripe_unavailable'],
  ])('keeps asking a Stripe that answers with %s', async (_, fault, code) => {
    const { stripe, base, close } = await withFault(fault)
    const call = () => callStripe(stripe, (client, options) => client.customers.list({}, options), { withinMs: 400 })
    for (let count = 0; count < 5; count += 1) await expect(call()).rejects.toMatchObject({ code })
    expect(getBreaker(stripe).isOpen).toBe(false)
    expect(await countCalls(base)).toBeGreaterThanOrEqual(5)
    await close()
  })

  it('keeps asking a Stripe that refuses what is asked', async () => {
    const { stripe, close } = await withFault({ kind: '429', times: 1 })
    const call = () => callStripe(stripe, (client, options) => client.customers.retrieve('cus_nobody', {}, options))
    for (let count = 0; count < 5; count += 1) await expect(call()).rejects.toMatchObject({ code: 'resource_missing' })
    expect(getBreaker(stripe).isOpen).toBe(false)
    await close()
  })

  it('keeps asking a Stripe that some give less time than it takes', async () => {
    const { stripe, close } = await withFault({ kind: 'hang', times: 5 })
    const call = (budget: object) => callStripe(stripe, (client, options) => client.customers.list({}, options), budget)
    for (let count = 0; count < 5; count += 1)
      await expect(call({ withinMs: 50 })).rejects.toMatchObject({ code: 'stripe_unavailable' })
    await call({})
    await close()
  })

  it('says what Stripe said last where it fell silent only after that', async () => {
    const { stripe, base, close } = await withFault({ kind: '429', times: 1 })
    await setFault(base, { kind: 'hang', times: 1000 })
    const calling = callStripe(stripe, (client, options) => client.customers.list({}, options), { withinMs: 900 })
    await expect(calling).rejects.toMatchObject({ code: 'stripe_busy' })
    await close()
  })

  it('ends within its deadline when Stripe is silent, in our words', async () => {
    const { create, close } = await withFault({ kind: 'hang' })
    await expect(create()).rejects.toMatchObject({ code: 'stripe_unavailable' })
    await close()
  })
})
