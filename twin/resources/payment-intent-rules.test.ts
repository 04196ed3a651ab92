import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const euros = { amount: 4900, currency: 'eur' }
const held = { ...euros, capture_method: 'manual' as const, payment_method: 'pm_card_visa', confirm: true }

async function eventsOf(stripe: ReturnType<typeof createTestTwin>['stripe']) {
  return (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
}

describe('paymentIntents.create', () => {
  it('answers what is documented for an intent that was given nothing but money', async () => {
    const { stripe } = createTestTwin()
    const intent = await stripe.paymentIntents.create({ ...euros, currency: 'EUR' })
    expect(intent).toMatchObject({
      id: expect.stringMatching(/^pi_/),
      object: 'payment_intent',
      amount: 4900,
      amount_capturable: 0,
      amount_received: 0,
      automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
      canceled_at: null,
      capture_method: 'automatic_async',
      client_secret: expect.stringMatching(new RegExp(`^${'pi_\\w+'}_secret_\\w+$`)),
      confirmation_method: 'automatic',
      currency: 'eur',
      last_payment_error: null,
      latest_charge: null,
      livemode: false,
      metadata: {},
      next_action: null,
      payment_method: null,
      payment_method_types: ['card', 'link', 'sepa_debit'],
      setup_future_usage: null,
      status: 'requires_payment_method',
    })
  })

  it.each([
    [{ amount: 0 }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 49 }, 'amount_too_small', 'amount'],
    [{ amount: 49, currency: 'usd' }, 'amount_too_small', 'amount'],
    [{ amount: 29, currency: 'gbp' }, 'amount_too_small', 'amount'],
    [{ amount: 49, currency: 'jpy' }, 'amount_too_small', 'amount'],
    [{ amount: 100_000_000 }, 'amount_too_large', 'amount'],
    [{ currency: 'xyz' }, undefined, 'currency'],
    [{ customer: 'cus_none' }, 'resource_missing', 'customer'],
    [{ payment_method: 'pm_none' }, 'resource_missing', 'payment_method'],
    [{ receipt_email: 'nobody' }, 'email_invalid', 'receipt_email'],
    [{ return_url: 'https://example.com' }, undefined, 'return_url'],
    [{ off_session: true }, undefined, 'off_session'],
    [{ error_on_requires_action: true }, undefined, 'error_on_requires_action'],
    [{ statement_descriptor_suffix: 'x'.repeat(23) }, undefined, 'statement_descriptor_suffix'],
    [{ capture_method: 'later' }, undefined, 'capture_method'],
    [{ payment_method_configuration: 'pmc_none' }, 'resource_missing', 'payment_method_configuration'],
    [
      { allowed_payment_method_types: ['card'], automatic_payment_methods: { enabled: true } },
      undefined,
      'allowed_payment_method_types',
    ],
    [
      { allowed_payment_method_types: ['card'], excluded_payment_method_types: ['sepa_debit'] },
      undefined,
      'allowed_payment_method_types',
    ],
    [
      { amount_details: { line_items: [{ product_name: 'A', quantity: 0, unit_cost: 1 }] } },
      'parameter_invalid_integer',
      'amount_details[line_items][0][quantity]',
    ],
    [
      { amount_details: { line_items: [{ product_name: 'A', quantity: 1, unit_cost: 1 }] } },
      'amount_details_amount_mismatch',
      'amount_details[line_items]',
    ],
  ])('refuses %j', async (params, code, param) => {
    const { stripe } = createTestTwin()
    await expect(stripe.paymentIntents.create({ ...euros, ...params } as never)).rejects.toMatchObject({
      statusCode: 400,
      code,
      param,
    })
  })

  it('writes the least amount as Stripe does', async () => {
    const { stripe } = createTestTwin()
    await expect(stripe.paymentIntents.create({ amount: 10, currency: 'usd' })).rejects.toMatchObject({
      message: 'Amount must be at least $0.50 usd',
    })
  })

  it('narrows the payment methods that it takes', async () => {
    const { stripe } = createTestTwin()
    const types = async (params: object) =>
      (await stripe.paymentIntents.create({ ...euros, ...params })).payment_method_types
    expect(await types({ excluded_payment_method_types: ['sepa_debit'] })).toEqual(['card', 'link'])
    expect(await types({ allowed_payment_method_types: ['sepa_debit', 'us_bank_account'] })).toEqual(['sepa_debit'])
    expect(await types({ automatic_payment_methods: { enabled: false } })).toEqual(['card'])
    expect(await types({ currency: 'usd' })).toEqual(['card', 'link', 'us_bank_account'])
    await expect(
      stripe.paymentIntents.create({
        ...euros,
        allowed_payment_method_types: ['sepa_debit'],
        payment_method: 'pm_card_visa',
        confirm: true,
      }),
    ).rejects.toMatchObject({ code: 'payment_intent_incompatible_payment_method' })
  })

  it('keeps what an amount is made of', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.paymentIntents.create({
      ...euros,
      amount_details: {
        line_items: [{ product_name: 'Seat', product_code: 'seat', quantity: 2, unit_cost: 2400 }],
        shipping: { amount: 100 },
      },
    })
    const { amount_details: details } = await stripe.paymentIntents.retrieve(id, {
      expand: ['amount_details.line_items'],
    })
    expect(details).toMatchObject({
      shipping: { amount: 100 },
      line_items: { object: 'list', data: [{ product_name: 'Seat', quantity: 2 }] },
    })
    expect((await stripe.paymentIntents.listAmountDetailsLineItems(id)).data).toHaveLength(1)
  })
})

describe('paymentIntents.update', () => {
  it('changes an open intent, and of a paid one only what describes it', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.paymentIntents.create(euros)
    const changed = await stripe.paymentIntents.update(id, { amount: 5000, payment_method: 'pm_card_visa' })
    expect(changed).toMatchObject({ amount: 5000, status: 'requires_confirmation' })
    await stripe.paymentIntents.confirm(id)
    expect(await stripe.paymentIntents.update(id, { metadata: { a: '1' } })).toMatchObject({ metadata: { a: '1' } })
    await expect(stripe.paymentIntents.update(id, { amount: 100 })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
      param: 'amount',
      message: expect.stringContaining('could not be updated because it has a status of succeeded'),
    })
  })
})

describe('paymentIntents.capture', () => {
  it('takes all that is held, or a part, and lets the rest go', async () => {
    const { stripe } = createTestTwin()
    const intent = await stripe.paymentIntents.create(held)
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 4900, amount_received: 0 })
    const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1000 })
    expect(captured).toMatchObject({ status: 'succeeded', amount: 4900, amount_received: 1000, amount_capturable: 0 })
    expect(await stripe.charges.retrieve(captured.latest_charge as string)).toMatchObject({
      captured: true,
      amount_captured: 1000,
      amount_refunded: 3900,
      refunded: false,
    })
    expect(await eventsOf(stripe)).toEqual(
      expect.arrayContaining(['payment_intent.amount_capturable_updated', 'charge.captured']),
    )
  })

  it('refuses more than is held, and an intent that holds nothing, with the intent', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.paymentIntents.create(held)
    await expect(stripe.paymentIntents.capture(id, { amount_to_capture: 4901 })).rejects.toMatchObject({
      code: 'amount_too_large',
      param: 'amount_to_capture',
    })
    const open = await stripe.paymentIntents.create(euros)
    await expect(stripe.paymentIntents.capture(open.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id: open.id, status: 'requires_payment_method' },
    })
  })

  it('is too late after seven days', async () => {
    const { stripe, account } = createTestTwin()
    const { id } = await stripe.paymentIntents.create(held)
    account.setClock(account.now() + 7 * 86_400)
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
    })
    expect(await eventsOf(stripe)).toContain('charge.expired')
  })
})

describe('paymentIntents.cancel', () => {
  it.each(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const)(
    'ends an intent as %s',
    async (cancellation_reason) => {
      const { stripe } = createTestTwin()
      const { id } = await stripe.paymentIntents.create(euros)
      expect(await stripe.paymentIntents.cancel(id, { cancellation_reason })).toMatchObject({
        status: 'canceled',
        cancellation_reason,
        canceled_at: expect.any(Number),
      })
      await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' })
    },
  )

  it('lets a hold go', async () => {
    const { stripe } = createTestTwin()
    const { id, latest_charge } = await stripe.paymentIntents.create(held)
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled', amount_capturable: 0 })
    expect(await stripe.charges.retrieve(latest_charge as string)).toMatchObject({
      captured: false,
      amount_refunded: 4900,
      refunded: true,
    })
  })

  it('refuses what is paid, and a reason that is Stripe’s own', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.paymentIntents.create({ ...held, capture_method: 'automatic' })
    await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({
      message: expect.stringContaining('You cannot cancel this PaymentIntent because it has a status of succeeded.'),
    })
    await expect(stripe.paymentIntents.cancel(id, { cancellation_reason: 'automatic' })).rejects.toMatchObject({
      param: 'cancellation_reason',
    })
  })
})

describe('paymentIntents.search', () => {
  it('finds by status, amount and metadata', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.paymentIntents.create({ ...euros, metadata: { order: '7' } })
    await stripe.paymentIntents.create({ ...euros, amount: 100 })
    const ids = async (query: string) => (await stripe.paymentIntents.search({ query })).data.map((one) => one.id)
    expect(await ids('amount>1000')).toEqual([id])
    expect(await ids('metadata["order"]:"7" AND status:"requires_payment_method"')).toEqual([id])
  })
})
