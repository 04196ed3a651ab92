import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const visa = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' }

async function setUp() {
  const test = createTestTwin()
  const { id: customer } = await test.stripe.customers.create({})
  const types = async () => (await test.stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
  return { ...test, customer, types }
}

describe('paymentMethods.create', () => {
  it('answers a card with all that is known of it, and never its number', async () => {
    const { stripe } = await setUp()
    const method = await stripe.paymentMethods.create({
      type: 'card',
      card: visa,
      billing_details: { name: 'Jenny Rosen', address: { line1: '1 Main St', postal_code: '10115' } },
      metadata: { a: '1' },
    })
    expect(method).toMatchObject({
      id: expect.stringMatching(/^pm_/),
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: { name: 'Jenny Rosen', email: null, phone: null, tax_id: null, address: { country: null } },
      customer: null,
      livemode: false,
      type: 'card',
      metadata: { a: '1' },
      card: {
        brand: 'visa',
        checks: {
          address_line1_check: 'unchecked',
          address_postal_code_check: 'unchecked',
          cvc_check: 'unchecked',
        },
        country: 'US',
        display_brand: 'visa',
        exp_month: 12,
        exp_year: 2034,
        fingerprint: expect.stringMatching(/^\w{16}$/),
        funding: 'credit',
        generated_from: null,
        last4: '4242',
        networks: { available: ['visa'], preferred: null },
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
    })
    expect(JSON.stringify(method)).not.toContain(visa.number)
  })

  it.each(['exp_month', 'exp_year'] as const)('wants the %s of a number', async (name) => {
    const { stripe } = await setUp()
    const { [name]: _, ...card } = visa
    const missing = { code: 'parameter_missing', param: `card[${name}]` }
    await expect(stripe.paymentMethods.create({ type: 'card', card })).rejects.toMatchObject(missing)
  })

  it.each(['constructor', '__proto__', 'toString'])('knows no payment method %s', async (id) => {
    const { stripe } = await setUp()
    await expect(stripe.paymentMethods.retrieve(id)).rejects.toMatchObject({ code: 'resource_missing' })
  })

  it('lists nothing of a customer that never was', async () => {
    const { stripe, customer } = await setUp()
    expect((await stripe.paymentMethods.list({ customer })).data).toEqual([])
    const missing = { statusCode: 400, code: 'resource_missing', param: 'customer' }
    await expect(stripe.paymentMethods.list({ customer: 'cus_nobody' })).rejects.toMatchObject(missing)
  })

  it('gives the same fingerprint to the same number', async () => {
    const { stripe } = await setUp()
    const make = async (number: string) =>
      (await stripe.paymentMethods.create({ type: 'card', card: { ...visa, number } })).card?.fingerprint
    expect(await make(visa.number)).toBe(await make('4242 4242 4242 4242'))
    expect(await make(visa.number)).not.toBe(await make('5555555555554444'))
  })

  it.each([
    [{ number: '4242424242424241' }, 402, 'incorrect_number', 'number'],
    [{ exp_month: 13 }, 402, 'invalid_expiry_month', 'exp_month'],
    [{ exp_year: 2019 }, 402, 'invalid_expiry_year', 'exp_year'],
    [{ exp_year: 2099 }, 402, 'invalid_expiry_year', 'exp_year'],
    [{ cvc: '99' }, 402, 'invalid_cvc', 'cvc'],
    [{ number: '4111111111111111' }, 402, 'card_declined', undefined],
    [{ number: undefined }, 400, 'parameter_missing', 'card[number]'],
    [{ number: undefined, token: 'tok_none' }, 400, 'resource_missing', 'card[token]'],
  ])('refuses the card %j', async (card, statusCode, code, param) => {
    const { stripe } = await setUp()
    const making = stripe.paymentMethods.create({ type: 'card', card: { ...visa, ...card } as never })
    await expect(making).rejects.toMatchObject({ statusCode, code, ...(param ? { param } : {}) })
  })

  it('takes other kinds, one hash for each', async () => {
    const { stripe } = await setUp()
    const billing_details = { name: 'Jenny Rosen', email: 'jenny@example.com' }
    const bank = { account_number: '000123456789', routing_number: '110000000' }
    const made = [
      await stripe.paymentMethods.create({ type: 'us_bank_account', us_bank_account: bank, billing_details }),
      await stripe.paymentMethods.create({
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013000' },
        billing_details,
      }),
      await stripe.paymentMethods.create({ type: 'link', billing_details }),
    ]
    expect(made).toMatchObject([
      {
        us_bank_account: {
          account_holder_type: 'individual',
          account_type: 'checking',
          bank_name: 'STRIPE TEST BANK',
          last4: '6789',
          networks: { supported: ['ach'] },
        },
      },
      { sepa_debit: { country: 'DE', bank_code: '37040044', last4: '3000' } },
      { link: { email: 'jenny@example.com' } },
    ])
    for (const method of made) expect(method).not.toHaveProperty('card')
  })

  it.each([
    [{}, 'parameter_missing', 'type'],
    [{ type: 'gold' }, undefined, 'type'],
    [{ type: 'sepa_debit', card: visa }, 'payment_method_invalid_parameter', 'card'],
    [{ type: 'sepa_debit', sepa_debit: { iban: 'nothing' } }, 'invalid_bank_account_iban', 'sepa_debit[iban]'],
    [
      {
        type: 'us_bank_account',
        us_bank_account: { account_number: '1', routing_number: '123456789' },
        billing_details: { name: 'A' },
      },
      'routing_number_invalid',
      'us_bank_account[routing_number]',
    ],
    [{ type: 'card', card: visa, billing_details: { email: 'nobody' } }, 'email_invalid', 'billing_details[email]'],
    [{ type: 'card', card: visa, allow_redisplay: 'sometimes' }, undefined, 'allow_redisplay'],
  ])('refuses %j', async (params, code, param) => {
    const { stripe } = await setUp()
    await expect(stripe.paymentMethods.create(params as never)).rejects.toMatchObject({ statusCode: 400, code, param })
  })

  it.each(['klarna', 'paypal', 'ideal'])('refuses %s by name', async (type) => {
    const { stripe } = await setUp()
    await expect(stripe.paymentMethods.create({ type } as never)).rejects.toMatchObject({ code: 'twin_not_played' })
  })

  it('lets a card of two brands have its holder’s choice', async () => {
    const { stripe } = await setUp()
    const card = { ...visa, number: '4000002500001001', networks: { preferred: 'cartes_bancaires' as const } }
    expect((await stripe.paymentMethods.create({ type: 'card', card })).card).toMatchObject({
      brand: 'visa',
      display_brand: 'cartes_bancaires',
      networks: { available: ['cartes_bancaires', 'visa'], preferred: 'cartes_bancaires' },
    })
  })
})

describe("a payment method's billing details", () => {
  it('have an address of nulls before there is one', async () => {
    const { stripe } = await setUp()
    const { billing_details: billing } = await stripe.paymentMethods.create({ type: 'card', card: visa })
    const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
    expect(billing).toEqual({ address, email: null, name: null, phone: null, tax_id: null })
  })

  it('are not asked for before the card is', async () => {
    const { stripe } = await setUp()
    const creating = stripe.paymentMethods.create({ type: 'card' })
    await expect(creating).rejects.toMatchObject({ code: 'parameter_missing', param: 'card' })
  })
})
