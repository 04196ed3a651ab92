import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createWebhookTwin, openReceiver } from './testing.ts'

/** Which of these secrets signed what came last. */
async function setUp() {
  const receiver = await openReceiver()
  const twin = createWebhookTwin()
  const endpoint = await twin.subscribe(receiver.url, ['customer.created'])
  const roll = (body: object = {}) =>
    twin.control<{ secret: string; former_secret_expires_at: number }>('POST', 'webhook_secrets', {
      endpoint: endpoint.id,
      ...body,
    })
  const signedBy = async (...secrets: (string | undefined)[]) => {
    await twin.stripe.customers.create()
    await twin.settle()
    const last = receiver.received.at(-1)
    const header = String(last?.headers['stripe-signature'])
    const [, seconds] = /^t=(\d+),/.exec(header) ?? []
    const sign = (secret = '') => createHmac('sha256', secret).update(`${seconds}.${last?.body}`).digest('hex')
    return secrets.map((secret) => header.includes(`,v1=${sign(secret)}`))
  }
  return { ...twin, endpoint, roll, signedBy, receiver }
}

describe('the signing secret of an endpoint', () => {
  it('is rolled, and the one before signs beside it for a day', async () => {
    const { endpoint, roll, signedBy, account } = await setUp()
    const { secret, former_secret_expires_at: until } = await roll()
    expect(until).toBe(account.now() + 86_400)
    expect(await signedBy(endpoint.secret, secret)).toEqual([true, true])
    account.setClock(until - 1, true)
    expect(await signedBy(endpoint.secret, secret)).toEqual([true, true])
    account.setClock(until, true)
    expect(await signedBy(endpoint.secret, secret)).toEqual([false, true])
  })

  it('is replaced at once when nothing is left for the former one', async () => {
    const { endpoint, roll, signedBy } = await setUp()
    const { secret } = await roll({ expires_in: 0 })
    expect(await signedBy(endpoint.secret, secret)).toEqual([false, true])
  })

  it('signs with all that are left when it is rolled twice', async () => {
    const { endpoint, roll, signedBy } = await setUp()
    const first = await roll()
    const second = await roll({ expires_in: 60 })
    expect(await signedBy(endpoint.secret, first.secret, second.secret)).toEqual([true, true, true])
  })

  it('is rolled for event destinations, too', async () => {
    const { roll, stripe } = await setUp()
    const destination = await stripe.v2.core.eventDestinations.create({
      name: 'Mine',
      type: 'webhook_endpoint',
      event_payload: 'thin',
      enabled_events: ['v1.customer.created'],
      webhook_endpoint: { url: 'http://127.0.0.1:9/' },
    })
    expect(await roll({ endpoint: destination.id })).toMatchObject({ secret: expect.stringMatching(/^whsec_\w{32}$/) })
  })

  it.each([[{ endpoint: 'we_none' }], [{ expires_in: 86_401 }], [{ expires_in: -1 }], [{ expires_in: 'soon' }]])(
    'is not rolled with %j',
    async (given) => {
      const { roll } = await setUp()
      await expect(roll(given)).rejects.toThrow('invalid_request_error')
    },
  )

  it('comes with a fake signature of the scheme v0, as test events do', async () => {
    const { signedBy, receiver } = await setUp()
    await signedBy()
    expect(receiver.received.at(-1)?.headers['stripe-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/)
  })
})
