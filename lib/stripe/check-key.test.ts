import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { webPermissions } from '#server/start/web-permissions.ts'
import { createTwin } from '../../twin/twin.ts'
import { checkStripeKey } from './check-key.ts'

const secretKey = 'sk_test_check_key'

async function stripeWith(permissions: Record<string, string>) {
  const twin = createTwin()
  const answer = await twin.fetch('http://twin/_twin/keys', {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ permissions }),
  })
  const { key } = (await answer.json()) as { key: string }
  const httpClient = Stripe.createFetchHttpClient(twin.fetch)
  return { stripe: new Stripe(key, { httpClient, maxNetworkRetries: 0 }), full: new Stripe(secretKey, { httpClient }) }
}

describe('checkStripeKey', () => {
  it('is content with a key that may do the web’s work, and leaves nothing behind', async () => {
    const { stripe, full } = await stripeWith(webPermissions)
    expect(await checkStripeKey(stripe)).toEqual({ ok: true })
    expect((await full.setupIntents.list()).data).toEqual([])
  })

  it.each(Object.entries(webPermissions))('names the missing permission for %s', async (noun, access) => {
    const none = await checkStripeKey((await stripeWith({ ...webPermissions, [noun]: 'none' })).stripe)
    expect(none.ok).toBe(false)
    expect(none.detail).toContain(`rak_${noun}_`)
    if (access === 'read') return
    const reading = await checkStripeKey((await stripeWith({ ...webPermissions, [noun]: 'read' })).stripe)
    expect(reading.detail).toContain(`rak_${noun}_write`)
  })

  it('says when Stripe does not know the key', async () => {
    const twin = createTwin({ strictKeys: true })
    const stripe = new Stripe('sk_test_nobody_knows', { httpClient: Stripe.createFetchHttpClient(twin.fetch) })
    expect(await checkStripeKey(stripe)).toMatchObject({
      ok: false,
      detail: 'Stripe does not accept STRIPE_SECRET_KEY',
    })
  })
})
