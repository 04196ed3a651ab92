import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('paymentMethodConfigurations', () => {
  it('has a default that cannot be switched off, and decides what intents take', async () => {
    const { stripe } = createTestTwin()
    const [saved] = (await stripe.paymentMethodConfigurations.list()).data
    expect(saved).toMatchObject({
      id: expect.stringMatching(/^pmc_/),
      active: true,
      is_default: true,
      card: { available: true, display_preference: { preference: 'on', value: 'on', overridable: null } },
    })
    const id = saved?.id ?? ''
    await expect(stripe.paymentMethodConfigurations.update(id, { active: false })).rejects.toMatchObject({
      param: 'active',
    })
    await stripe.paymentMethodConfigurations.update(id, { link: { display_preference: { preference: 'off' } } })
    expect(await stripe.paymentIntents.create({ amount: 100, currency: 'usd' })).toMatchObject({
      payment_method_types: ['card', 'us_bank_account'],
      payment_method_configuration_details: { id, parent: null },
    })
  })

  it('can be one of its own for an intent, a session and a portal', async () => {
    const { stripe } = createTestTwin()
    const off = { display_preference: { preference: 'off' as const } }
    const { id } = await stripe.paymentMethodConfigurations.create({
      name: 'Cards',
      link: off,
      sepa_debit: off,
      us_bank_account: off,
    })
    const intent = await stripe.setupIntents.create({ payment_method_configuration: id })
    expect(intent.payment_method_types).toEqual(['card'])
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      success_url: 'https://example.com',
      payment_method_configuration: id,
    })
    expect(session).toMatchObject({
      payment_method_types: ['card'],
      payment_method_configuration_details: { id, parent: null },
    })
    const features = { payment_method_update: { enabled: true, payment_method_configuration: id } }
    const portal = await stripe.billingPortal.configurations.create({ features })
    expect(portal.features.payment_method_update.payment_method_configuration).toBe(id)
  })
})
