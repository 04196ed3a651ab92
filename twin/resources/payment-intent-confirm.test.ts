import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const euros = { amount: 2000, currency: 'eur' }
const visa = { confirm: true, payment_method: 'pm_card_visa' } as const
type Create = Partial<Stripe.PaymentIntentCreateParams>

describe('return_url', () => {
  const redirecting = { automatic_payment_methods: { enabled: true } }

  it('is asked for by an intent that says that it takes methods that redirect', async () => {
    const { stripe } = createTestTwin()
    const asking = { statusCode: 400, param: 'return_url', message: expect.stringContaining('return_url') }
    await expect(stripe.paymentIntents.create({ ...euros, ...visa, ...redirecting })).rejects.toMatchObject(asking)
    await expect(stripe.setupIntents.create({ ...visa, ...redirecting })).rejects.toMatchObject(asking)
    const { id } = await stripe.paymentIntents.create({ ...euros, ...redirecting, payment_method: 'pm_card_visa' })
    await expect(stripe.paymentIntents.confirm(id)).rejects.toMatchObject(asking)
    const paid = await stripe.paymentIntents.confirm(id, { return_url: 'https://shop.example/back' })
    expect(paid.status).toBe('succeeded')
  })

  it.each<[string, Create]>([
    ['redirects are refused', { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } }],
    ['the types are named', { allowed_payment_method_types: ['card'] }],
    ['the customer is not there', { ...redirecting, off_session: true }],
    ['an SDK handles the next action', { ...redirecting, use_stripe_sdk: true }],
    ['it is the scheme of an app', { ...redirecting, return_url: 'shop-app://back' }],
  ])('is enough or not needed where %s', async (_, params) => {
    const { stripe } = createTestTwin()
    expect((await stripe.paymentIntents.create({ ...euros, ...visa, ...params })).status).toBe('succeeded')
  })

  it.each(['nowhere', 'javascript://alert(1)', 'https://two words'])('is no address: %s', async (return_url) => {
    const { stripe } = createTestTwin()
    const refused = { code: 'url_invalid', param: 'return_url' }
    await expect(stripe.paymentIntents.create({ ...euros, ...visa, return_url })).rejects.toMatchObject(refused)
    await expect(stripe.setupIntents.create({ ...visa, return_url })).rejects.toMatchObject(refused)
  })
})

describe('a confirmation token', () => {
  const tokenOf = async (stripe: Stripe) =>
    stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example/back',
      setup_future_usage: 'off_session',
    })

  it('confirms an intent as it is created, and expires no more', async () => {
    const { stripe } = createTestTwin()
    const [forPayment, forSetup] = [await tokenOf(stripe), await tokenOf(stripe)]
    const automatic_payment_methods = { enabled: true }
    const paid = await stripe.paymentIntents.create({
      ...euros,
      automatic_payment_methods,
      confirm: true,
      confirmation_token: forPayment.id,
    })
    expect(paid).toMatchObject({ status: 'succeeded', setup_future_usage: 'off_session' })
    expect(await stripe.confirmationTokens.retrieve(forPayment.id)).toMatchObject({
      payment_intent: paid.id,
      expires_at: null,
    })
    const saved = await stripe.setupIntents.create({
      automatic_payment_methods,
      confirm: true,
      confirmation_token: forSetup.id,
    })
    expect(await stripe.confirmationTokens.retrieve(forSetup.id)).toMatchObject({ setup_intent: saved.id })
  })

  it('comes only with `confirm`', async () => {
    const { stripe } = createTestTwin()
    const { id: confirmation_token } = await tokenOf(stripe)
    const refused = { statusCode: 400, param: 'confirmation_token' }
    await expect(stripe.paymentIntents.create({ ...euros, confirmation_token })).rejects.toMatchObject(refused)
    await expect(stripe.setupIntents.create({ confirmation_token })).rejects.toMatchObject(refused)
  })
})

describe('payment_method_options.card', () => {
  const pay = (stripe: Stripe, card: Stripe.PaymentIntentCreateParams.PaymentMethodOptions.Card, more: Create = {}) =>
    stripe.paymentIntents.create({ ...euros, ...visa, payment_method_options: { card }, ...more })

  it('saves a card by its own setup_future_usage, and with none saves it not', async () => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create()
    const saved = await pay(stripe, { setup_future_usage: 'off_session' }, { customer })
    expect((await stripe.paymentMethods.retrieve(saved.payment_method as string)).customer).toBe(customer)
    const passed = await pay(stripe, { setup_future_usage: 'none' }, { customer, setup_future_usage: 'off_session' })
    expect((await stripe.paymentMethods.retrieve(passed.payment_method as string)).customer).toBeNull()
  })

  it('holds the money of a card by its own capture_method', async () => {
    const { stripe } = createTestTwin()
    expect(await pay(stripe, { capture_method: 'manual' })).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 2000,
    })
  })

  it.each([
    ['pm_card_threeDSecureOptional', 'any', 'requires_action'],
    ['pm_card_threeDSecureOptional', 'challenge', 'requires_action'],
    ['pm_card_threeDSecureOptional', 'automatic', 'succeeded'],
    ['pm_card_amex_threeDSecureNotSupported', 'any', 'succeeded'],
  ] as const)('with %s, request_three_d_secure %s comes to %s', async (payment_method, asked, status) => {
    const { stripe } = createTestTwin()
    const options = { payment_method, payment_method_options: { card: { request_three_d_secure: asked } } }
    expect((await stripe.paymentIntents.create({ ...euros, ...visa, ...options })).status).toBe(status)
    expect((await stripe.setupIntents.create({ ...visa, ...options })).status).toBe(status)
  })
})

describe('what stands on the statement of a card', () => {
  it('is the account’s prefix with the suffix of the charge', async () => {
    const { stripe } = createTestTwin()
    const { latest_charge: charge } = await stripe.paymentIntents.create({
      ...euros,
      ...visa,
      statement_descriptor_suffix: 'ORDER 7',
    })
    expect(await stripe.charges.retrieve(charge as string)).toMatchObject({
      calculated_statement_descriptor: 'TWIN* ORDER 7',
    })
  })

  it('is nothing that a statement_descriptor could say', async () => {
    const { stripe } = createTestTwin()
    const paying = stripe.paymentIntents.create({ ...euros, ...visa, statement_descriptor: 'SHOP' })
    await expect(paying).rejects.toMatchObject({ statusCode: 400, param: 'statement_descriptor' })
  })
})

describe('capture_method manual', () => {
  it('is not for what a bank debits', async () => {
    const { stripe } = createTestTwin()
    const held = { amount: 2000, currency: 'usd', capture_method: 'manual' } as const
    expect((await stripe.paymentIntents.create(held)).payment_method_types).toEqual(['card', 'link'])
    const debiting = stripe.paymentIntents.create({
      ...held,
      confirm: true,
      payment_method: 'pm_usBankAccount_success',
    })
    await expect(debiting).rejects.toMatchObject({ code: 'payment_intent_incompatible_payment_method' })
  })
})
