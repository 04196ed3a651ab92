import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('testHelpers.confirmationTokens.create', () => {
  it('stands for a payment method, for half a day, and for one intent', async () => {
    const { stripe, account } = createTestTwin()
    const create = () =>
      stripe.testHelpers.confirmationTokens.create({
        payment_method: 'pm_card_visa',
        return_url: 'https://example.com/back',
        setup_future_usage: 'off_session',
      })
    const token = await create()
    expect(token).toMatchObject({
      id: expect.stringMatching(/^ctoken_/),
      object: 'confirmation_token',
      payment_intent: null,
      payment_method_preview: { type: 'card', card: { last4: '4242' } },
      return_url: 'https://example.com/back',
      setup_future_usage: 'off_session',
    })
    expect((token.expires_at ?? 0) - token.created).toBe(12 * 3600)
    const money = { amount: 1000, currency: 'eur' }
    const confirm = async (confirmation_token: string) => {
      const { id } = await stripe.paymentIntents.create(money)
      return stripe.paymentIntents.confirm(id, { confirmation_token })
    }
    const paid = await confirm(token.id)
    expect(paid).toMatchObject({ status: 'succeeded', setup_future_usage: 'off_session' })
    expect((await stripe.confirmationTokens.retrieve(token.id)).payment_intent).toBe(paid.id)
    const param = 'confirmation_token'
    await expect(confirm(token.id)).rejects.toMatchObject({ param })
    await expect(confirm('ctoken_none')).rejects.toMatchObject({ code: 'resource_missing', param })
    const late = await create()
    account.setClock(account.now() + 12 * 3600)
    await expect(confirm(late.id)).rejects.toMatchObject({ param })
  })

  it('needs a payment method', async () => {
    const { stripe } = createTestTwin()
    await expect(stripe.testHelpers.confirmationTokens.create({})).rejects.toMatchObject({ code: 'parameter_missing' })
  })
})
