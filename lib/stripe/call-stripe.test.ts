import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { serveTwin } from '../../twin/serve-twin.ts'
import { callStripe } from './call-stripe.ts'
import { createStripe } from './client.ts'

const secretKey = 'sk_test_call_stripe'

async function withFault(fault: object) {
  const { base, close, twin } = await serveTwin()
  await fetch(`${base}/_twin/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  const stripe = createStripe({ secretKey, apiUrl: base })
  const create = () => callStripe(stripe, (client, options) => client.customers.create({ name: 'Globex' }, options))
  const count = async () => {
    const direct = new Stripe(secretKey, { httpClient: Stripe.createFetchHttpClient(twin.fetch) })
    return (await direct.customers.list()).data.length
  }
  return { stripe, create, count, close }
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
    const startedAt = performance.now()
    const calling = callStripe(stripe, (client, options) => client.customers.create({}, options), { withinMs: 200 })
    await expect(calling).rejects.toMatchObject({ code: 'stripe_unavailable' })
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    await close()
  })

  it('says that Stripe is busy when its limit outlasts the deadline', async () => {
    const { stripe, close } = await withFault({ kind: '429' })
    const calling = callStripe(stripe, (client, options) => client.customers.list({}, options), { withinMs: 400 })
    await expect(calling).rejects.toMatchObject({ code: 'stripe_busy' })
    await close()
  })

  it('ends within its deadline when Stripe is silent, in our words', async () => {
    const { create, close } = await withFault({ kind: 'hang' })
    await expect(create()).rejects.toMatchObject({ code: 'stripe_unavailable' })
    await close()
  })
})
