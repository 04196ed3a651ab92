import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
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

const enough = {
  customer_session: 'write',
  billing_portal_session: 'write',
  setup_intent: 'write',
  customer: 'read',
  subscription: 'read',
  invoice: 'read',
  billing_portal_configuration: 'read',
  checkout_session: 'read',
}

describe('checkStripeKey', () => {
  it('is content with a key that may do the web’s work, and leaves nothing behind', async () => {
    const { stripe, full } = await stripeWith(enough)
    expect(await checkStripeKey(stripe)).toEqual({ ok: true })
    expect((await full.setupIntents.list()).data).toEqual([])
  })

  it('names the permission that is missing', async () => {
    const { stripe } = await stripeWith({ ...enough, customer_session: 'none' })
    const check = await checkStripeKey(stripe)
    expect(check.ok).toBe(false)
    expect(check.detail).toContain('rak_customer_session_write')
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
