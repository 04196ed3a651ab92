import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('setupIntents.confirm', () => {
  it('attaches the card to its customer, with events', async () => {
    const { stripe } = createTestTwin()
    const customer = await stripe.customers.create({})
    const intent = await stripe.setupIntents.create({ customer: customer.id, usage: 'on_session' })
    const done = await stripe.setupIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })
    expect(done).toMatchObject({ status: 'succeeded', usage: 'on_session' })
    const [saved] = (await stripe.customers.listPaymentMethods(customer.id)).data
    expect(saved).toMatchObject({ id: done.payment_method, allow_redisplay: 'unspecified', customer: customer.id })
    expect(JSON.stringify(saved)).not.toContain('4242424242424242')
    await expect(stripe.setupIntents.confirm(intent.id)).rejects.toMatchObject({
      code: 'setup_intent_unexpected_state',
    })
  })

  it('declines without attaching', async () => {
    const { stripe } = createTestTwin()
    const customer = await stripe.customers.create({})
    const intent = await stripe.setupIntents.create({ customer: customer.id })
    await expect(
      stripe.setupIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined' }),
    ).rejects.toMatchObject({ code: 'card_declined' })
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([])
    expect(await stripe.setupIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'card_declined' },
    })
  })
})

describe('setupIntents.create', () => {
  it('answers what is documented for an intent that was given nothing', async () => {
    const { stripe } = createTestTwin()
    const intent = await stripe.setupIntents.create()
    expect(intent).toMatchObject({
      id: expect.stringMatching(/^seti_/),
      object: 'setup_intent',
      automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
      cancellation_reason: null,
      client_secret: expect.stringMatching(/^seti_\w+_secret_\w+$/),
      customer: null,
      last_setup_error: null,
      latest_attempt: null,
      mandate: null,
      next_action: null,
      payment_method: null,
      single_use_mandate: null,
      status: 'requires_payment_method',
      usage: 'off_session',
    })
    expect(intent.payment_method_types).toContain('card')
  })

  it.each([
    [{ customer: 'cus_none' }, 'resource_missing', 'customer'],
    [{ payment_method: 'pm_none' }, 'resource_missing', 'payment_method'],
    [{ payment_method_types: ['card'] }, 'payment_method_types_no_longer_supported', 'payment_method_types'],
    [{ return_url: 'https://example.com' }, undefined, 'return_url'],
    [{ usage: 'sometimes' }, undefined, 'usage'],
    [{ payment_method_configuration: 'pmc_none' }, 'resource_missing', 'payment_method_configuration'],
    [
      { allowed_payment_method_types: ['card'], automatic_payment_methods: { enabled: true } },
      undefined,
      'allowed_payment_method_types',
    ],
  ])('refuses %j', async (params, code, param) => {
    const { stripe } = createTestTwin()
    await expect(stripe.setupIntents.create(params as never)).rejects.toMatchObject({ statusCode: 400, code, param })
  })

  it.each([
    { single_use: { amount: 100, currency: 'eur' } },
    { attach_to_self: true },
    { flow_directions: ['inbound'] },
  ])('refuses by name what is not played: %j', async (params) => {
    const { stripe } = createTestTwin()
    await expect(stripe.setupIntents.create(params as never)).rejects.toMatchObject({ code: 'twin_not_played' })
  })

  it('confirms at once, and keeps every attempt', async () => {
    const { stripe } = createTestTwin()
    const customer = await stripe.customers.create({})
    const { id } = await stripe.setupIntents.create({ customer: customer.id })
    await stripe.setupIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }).catch(() => undefined)
    const done = await stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' })
    const { data } = await stripe.setupAttempts.list({ setup_intent: id })
    expect(data).toMatchObject([
      { object: 'setup_attempt', status: 'succeeded', payment_method: done.payment_method, setup_error: null },
      { status: 'failed', setup_error: { code: 'card_declined' }, usage: 'off_session' },
    ])
    expect(done.latest_attempt).toBe(data[0]?.id)
  })
})

describe('setupIntents.cancel and update', () => {
  it.each(['abandoned', 'duplicate', 'requested_by_customer'] as const)('ends as %s', async (cancellation_reason) => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.setupIntents.create()
    expect(await stripe.setupIntents.cancel(id, { cancellation_reason })).toMatchObject({
      status: 'canceled',
      cancellation_reason,
    })
    await expect(stripe.setupIntents.cancel(id)).rejects.toMatchObject({
      code: 'setup_intent_unexpected_state',
      setup_intent: { id, status: 'canceled' },
    })
  })

  it('changes an open intent, and of a finished one only what describes it', async () => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create({})
    const { id } = await stripe.setupIntents.create()
    expect(await stripe.setupIntents.update(id, { customer, payment_method: 'pm_card_visa' })).toMatchObject({
      customer,
      status: 'requires_confirmation',
    })
    await stripe.setupIntents.confirm(id)
    expect((await stripe.setupIntents.update(id, { metadata: { a: '1' } })).metadata).toEqual({ a: '1' })
    await expect(stripe.setupIntents.update(id, { payment_method: 'pm_card_visa' })).rejects.toMatchObject({
      code: 'setup_intent_unexpected_state',
    })
  })
})

describe('a bank account that is saved', () => {
  it('leaves a mandate', async () => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create({})
    const { id } = await stripe.setupIntents.create({ customer })
    const done = await stripe.setupIntents.confirm(id, {
      payment_method_data: {
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013000' },
        billing_details: { name: 'Jenny', email: 'jenny@example.com' },
      },
      mandate_data: { customer_acceptance: { type: 'online', online: { ip_address: '::1', user_agent: 'test' } } },
    })
    expect(await stripe.mandates.retrieve(done.mandate as string)).toMatchObject({
      id: expect.stringMatching(/^mandate_/),
      customer_acceptance: { type: 'online', online: { ip_address: '::1' } },
      payment_method: done.payment_method,
      payment_method_details: { type: 'sepa_debit', sepa_debit: { reference: expect.any(String) } },
      status: 'active',
      type: 'multi_use',
    })
    const card = await stripe.setupIntents.create({ customer })
    expect((await stripe.setupIntents.confirm(card.id, { payment_method: 'pm_card_visa' })).mandate).toBeNull()
  })
})

describe.each(['setupIntents', 'paymentIntents'] as const)('%s', (resource) => {
  const money = resource === 'paymentIntents' ? { amount: 4900, currency: 'eur' } : {}

  it('take no payment method of another customer', async () => {
    const { stripe } = createTestTwin()
    const [mine, theirs] = [await stripe.customers.create(), await stripe.customers.create()]
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: theirs.id })
    const given = { ...money, customer: mine.id, payment_method: id }
    const creating = stripe[resource].create(given as { amount: number; currency: string })
    await expect(creating).rejects.toMatchObject({ statusCode: 400, param: 'payment_method' })
    expect((await stripe[resource].list()).data).toEqual([])
  })

  it('that are unknown are refused as `intent`', async () => {
    const { stripe } = createTestTwin()
    const noun = resource === 'setupIntents' ? 'setupintent' : 'payment_intent'
    await expect(stripe[resource].retrieve('x_1')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'intent',
      message: `No such ${noun}: 'x_1'`,
    })
  })
})
