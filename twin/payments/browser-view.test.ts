import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const metadata = { margin: '40 %' }

describe.each(['payment_intents', 'setup_intents'])('/v1/%s by a publishable key', (path) => {
  const open = async () => {
    const { stripe, account, call } = createTestTwin()
    const customer = (await stripe.customers.create()).id
    const intent =
      path === 'payment_intents'
        ? await stripe.paymentIntents.create({ amount: 500, currency: 'eur', customer, metadata })
        : await stripe.setupIntents.create({ customer, metadata })
    const ask = async (method: 'GET' | 'POST', rest: string, params: Record<string, string> = {}) => {
      const asked = new URLSearchParams({ client_secret: intent.client_secret ?? '', ...params })
      const address = `/v1/${path}/${intent.id}${rest}`
      const key = account.publishableKey
      const answer =
        method === 'GET'
          ? call('GET', `${address}?${asked}`, { key })
          : call('POST', address, { key, body: `${asked}` })
      return (await answer).body
    }
    return { intent, ask, stripe }
  }

  it('answers what a customer may know, and neither metadata nor whose it is', async () => {
    const { intent, ask } = await open()
    const { id, client_secret, payment_method_types } = intent
    for (const seen of [await ask('GET', ''), await ask('POST', '/confirm', { payment_method: 'pm_card_visa' })]) {
      expect(seen).toMatchObject({ id, client_secret, payment_method_types, livemode: false })
      for (const name of ['metadata', 'customer', 'latest_charge', 'latest_attempt', 'on_behalf_of', 'application'])
        expect(seen).not.toHaveProperty(name)
    }
  })

  it('refuses with no more of it, and keeps the attempt', async () => {
    const { intent, ask, stripe } = await open()
    const { error } = await ask('POST', '/confirm', { payment_method: 'pm_card_chargeDeclined' })
    const refused = error[intent.object]
    expect(error).toMatchObject({
      type: 'card_error',
      code: 'card_declined',
      payment_method: { object: 'payment_method' },
    })
    expect(refused).toMatchObject({ id: intent.id, status: 'requires_payment_method' })
    expect(refused).not.toHaveProperty('metadata')
    const types = (await stripe.events.list()).data.map(({ type }) => type)
    expect(types).toContain(`${intent.object}.${path === 'payment_intents' ? 'payment_failed' : 'setup_failed'}`)
    const [event] = (await stripe.events.list({ limit: 1 })).data
    expect(event?.data.object).toHaveProperty('metadata', { margin: '40 %' })
  })
})
