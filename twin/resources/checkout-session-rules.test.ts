import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { completeSession } from '../checkout/complete-session.ts'
import { createTestTwin } from '../test-twin.ts'
import { findPaymentMethod } from './payment-methods.ts'

const success_url = 'https://example.com/done'
type Params = Stripe.Checkout.SessionCreateParams

async function setUp() {
  const test = createTestTwin()
  const { stripe, account } = test
  const product = await stripe.products.create({ name: 'Pro' })
  const price = (params: object) =>
    stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 5000, ...params })
  const once = await price({ currency_options: { usd: { unit_amount: 6000 } } })
  const monthly = await price({ recurring: { interval: 'month' } })
  const yearly = await price({ recurring: { interval: 'year' } })
  const ids: Record<string, string> = { once: once.id, monthly: monthly.id, yearly: yearly.id }
  const line = (name: string, more: object = {}) => ({ price: ids[name] ?? name, quantity: 1, ...more })
  const open = (params: object = {}) =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      ...('mode' in params && params.mode === 'setup' ? {} : { line_items: [line('once')] }),
      ...('ui_mode' in params ? {} : { success_url }),
      ...params,
    } as Params)
  const complete = (id: string, card = 'pm_card_visa', name: string | null = 'Jenny Rosen') =>
    account.run({ kind: 'page' }, (context) => {
      const method = findPaymentMethod(context, card)
      return completeSession(context, context.get('checkout.session', id), {
        method,
        email: 'jenny@example.com',
        name,
      })
    })
  const types = async () => (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
  return { ...test, product, line, open, complete, types, price }
}

describe('checkout.sessions.create', () => {
  it('answers what is documented for a session that was given the least', async () => {
    const { open } = await setUp()
    const session = await open()
    expect(session).toMatchObject({
      id: expect.stringMatching(/^cs_test_/),
      object: 'checkout.session',
      after_expiration: null,
      allow_promotion_codes: null,
      amount_subtotal: 5000,
      amount_total: 5000,
      cancel_url: null,
      client_reference_id: null,
      client_secret: null,
      consent: null,
      consent_collection: null,
      currency: 'eur',
      custom_fields: [],
      custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
      customer: null,
      customer_creation: 'if_required',
      customer_details: null,
      discounts: [],
      invoice: null,
      livemode: false,
      metadata: {},
      mode: 'payment',
      payment_intent: null,
      payment_link: null,
      payment_method_collection: 'if_required',
      payment_status: 'unpaid',
      recovered_from: null,
      setup_intent: null,
      shipping_options: [],
      status: 'open',
      subscription: null,
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
      ui_mode: 'hosted_page',
    })
    expect(session.expires_at - session.created).toBe(24 * 3600)
  })

  it.each([
    ['embedded_page', { return_url: success_url }, { redirect_on_completion: 'always' }],
    ['embedded_page', { redirect_on_completion: 'never' }, { redirect_on_completion: 'never' }],
    ['elements', { return_url: success_url }, { return_url: success_url }],
    ['form', { return_url: success_url }, { return_url: success_url }],
  ])('gives a secret instead of an address for %s', async (ui_mode, params, expected) => {
    const { open } = await setUp()
    const session = await open({ ui_mode, ...params })
    expect(session).toMatchObject({
      ui_mode,
      url: null,
      client_secret: expect.stringMatching(/^cs_test_\w+_secret_\w+$/),
      ...expected,
    })
  })

  it.each([
    [{ mode: undefined }, 'mode'],
    [{ success_url: undefined }, 'success_url'],
    [{ success_url: 'nowhere' }, 'success_url'],
    [{ return_url: success_url }, 'return_url'],
    [{ redirect_on_completion: 'never' }, 'redirect_on_completion'],
    [{ ui_mode: 'embedded_page' }, 'return_url'],
    [{ ui_mode: 'embedded_page', redirect_on_completion: 'never', return_url: success_url }, 'return_url'],
    [{ ui_mode: 'embedded_page', return_url: success_url, success_url }, 'success_url'],
    [{ ui_mode: 'embedded_page', return_url: success_url, cancel_url: success_url }, 'cancel_url'],
    [{ ui_mode: 'elements' }, 'return_url'],
    [{ ui_mode: 'elements', return_url: success_url, submit_type: 'pay' }, 'submit_type'],
    [
      { ui_mode: 'elements', return_url: success_url, after_expiration: { recovery: { enabled: true } } },
      'after_expiration',
    ],
    [{ ui_mode: 'elements', return_url: success_url, custom_text: { submit: { message: 'Hi' } } }, 'custom_text'],
    [{ ui_mode: 'elements', return_url: success_url, origin_context: 'web' }, 'origin_context'],
    [
      { ui_mode: 'elements', return_url: success_url, tax_id_collection: { enabled: true, required: 'never' } },
      'tax_id_collection[required]',
    ],
    [{ permissions: { update_shipping_details: 'server_only' } }, 'permissions'],
    [{ ui_mode: 'hosted' }, 'ui_mode'],
    [{ locale: 'tlh' }, 'locale'],
    [{ client_reference_id: 'x'.repeat(201) }, 'client_reference_id'],
    [{ customer_email: 'nobody' }, 'customer_email'],
    [{ customer_update: { name: 'auto' } }, 'customer_update'],
    [{ payment_method_collection: 'always' }, 'payment_method_collection'],
    [{ subscription_data: { description: 'x' } }, 'subscription_data'],
    [{ setup_intent_data: { description: 'x' } }, 'setup_intent_data'],
    [{ mode: 'setup' }, 'currency'],
    [{ mode: 'setup', currency: 'eur', submit_type: 'pay' }, 'submit_type'],
    [{ mode: 'setup', currency: 'eur', phone_number_collection: { enabled: true } }, 'phone_number_collection'],
    [{ mode: 'setup', currency: 'eur', payment_intent_data: { description: 'x' } }, 'payment_intent_data'],
    [
      { mode: 'setup', currency: 'eur', saved_payment_method_options: { payment_method_save: 'enabled' } },
      'saved_payment_method_options',
    ],
    [{ discounts: [{ coupon: 'x' }], allow_promotion_codes: true }, 'allow_promotion_codes'],
    [{ discounts: [{ coupon: 'x' }, { coupon: 'y' }] }, 'discounts'],
    [{ discounts: [{ coupon: 'none' }] }, 'discounts[0][coupon]'],
    [{ custom_text: { submit: { message: 'x'.repeat(1201) } } }, 'custom_text[submit][message]'],
  ])('refuses %j and names %s', async (params, param) => {
    const { open } = await setUp()
    await expect(open(params)).rejects.toMatchObject({ statusCode: 400, param })
  })

  it.each([29 * 60, 24 * 3600 + 60])('refuses to expire after %i seconds', async (seconds) => {
    const { open, account } = await setUp()
    await expect(open({ expires_at: account.now() + seconds })).rejects.toMatchObject({ param: 'expires_at' })
  })

  it.each([
    [[], 'line_items'],
    [[{ quantity: 1 }], 'line_items[0][price]'],
    [[{ price: 'once' }], 'line_items[0][quantity]'],
    [[{ price: 'once', quantity: 0 }], 'line_items[0][quantity]'],
    [[{ price: 'price_none', quantity: 1 }], 'line_items[0][price]'],
    [[{ price: 'monthly', quantity: 1 }], 'line_items'],
    [
      [{ price: 'once', quantity: 1, adjustable_quantity: { enabled: true, maximum: 1_000_000 } }],
      'line_items[0][adjustable_quantity][maximum]',
    ],
    [
      [{ price: 'once', quantity: 1, adjustable_quantity: { enabled: true, minimum: 5, maximum: 2 } }],
      'line_items[0][adjustable_quantity][minimum]',
    ],
    [
      [{ price: 'once', quantity: 1, adjustable_quantity: { enabled: true, minimum: 2 } }],
      'line_items[0][adjustable_quantity]',
    ],
    [Array.from({ length: 101 }, () => ({ price: 'once', quantity: 1 })), 'line_items'],
  ])('refuses the lines of case %#', async (items, param) => {
    const { open, line } = await setUp()
    const line_items = (items as { price?: string }[]).map((item) =>
      item.price ? { ...item, price: line(item.price).price } : item,
    )
    await expect(open({ line_items })).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('refuses two intervals in one subscription', async () => {
    const { open, line } = await setUp()
    await expect(open({ mode: 'subscription', line_items: [line('monthly'), line('yearly')] })).rejects.toMatchObject({
      message: 'Checkout does not support multiple prices with different billing intervals.',
    })
  })

  it('refuses less than can be charged, and nothing of a free order', async () => {
    const { open } = await setUp()
    const free = (unit_amount: number) =>
      open({ line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount, product_data: { name: 'A' } } }] })
    await expect(free(20)).rejects.toMatchObject({
      code: 'amount_too_small',
      message: "The Checkout Session's total amount due must add up to at least $0.50 usd",
    })
    expect((await free(0)).amount_total).toBe(0)
  })

  it.each([
    [{ trial_period_days: 0 }, 'subscription_data[trial_period_days]'],
    [{ trial_end: 3600 }, 'subscription_data[trial_end]'],
    [{ trial_end: 72 * 3600, trial_period_days: 3 }, 'subscription_data[trial_end]'],
  ])('refuses the trial %j', async (trial, param) => {
    const { open, line, account } = await setUp()
    const subscription_data = {
      ...trial,
      ...('trial_end' in trial ? { trial_end: account.now() + (trial.trial_end ?? 0) } : {}),
    }
    await expect(
      open({ mode: 'subscription', line_items: [line('monthly')], subscription_data }),
    ).rejects.toMatchObject({ param })
  })

  it('sells in the other currency of a price, and in no currency that it has not', async () => {
    const { open } = await setUp()
    expect(await open({ currency: 'usd' })).toMatchObject({ currency: 'usd', amount_total: 6000 })
    await expect(open({ currency: 'gbp' })).rejects.toMatchObject({ param: 'line_items' })
  })

  it('takes a coupon off, line by line', async () => {
    const { stripe, open, line } = await setUp()
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'once' })
    const session = await open({ line_items: [line('once', { quantity: 2 })], discounts: [{ coupon: coupon.id }] })
    expect(session).toMatchObject({
      amount_subtotal: 10_000,
      amount_total: 8000,
      discounts: [{ coupon: coupon.id, promotion_code: null }],
      total_details: { amount_discount: 2000 },
    })
    const { data } = await stripe.checkout.sessions.listLineItems(session.id)
    expect(data).toMatchObject([{ amount_subtotal: 10_000, amount_discount: 2000, amount_total: 8000 }])
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(0)
  })

  it('keeps what to collect and to say', async () => {
    const { open, line } = await setUp()
    const session = await open({
      line_items: [line('once', { adjustable_quantity: { enabled: true, minimum: 1 } })],
      custom_fields: [
        {
          key: 'size',
          label: { type: 'custom', custom: 'Size' },
          type: 'dropdown',
          dropdown: { options: [{ label: 'S', value: 's' }] },
        },
        { key: 'note', label: { type: 'custom', custom: 'Note' }, type: 'text', optional: true },
      ],
      custom_text: { submit: { message: 'Thanks' } },
      consent_collection: { terms_of_service: 'required' },
      phone_number_collection: { enabled: true },
      tax_id_collection: { enabled: true },
      submit_type: 'book',
      expand: ['line_items'],
    })
    expect(session).toMatchObject({
      custom_fields: [
        { key: 'size', optional: false, dropdown: { value: null, default_value: null } },
        { key: 'note', optional: true, text: { maximum_length: null, minimum_length: null, value: null } },
      ],
      custom_text: { submit: { message: 'Thanks' } },
      consent_collection: { terms_of_service: 'required', promotions: null },
      phone_number_collection: { enabled: true },
      tax_id_collection: { enabled: true, required: 'never' },
      submit_type: 'book',
    })
    expect(session.line_items?.data[0]).toMatchObject({
      adjustable_quantity: { enabled: true, minimum: 1, maximum: 99 },
    })
  })

  const field = { key: 'a', label: { type: 'custom', custom: 'A' }, type: 'text' }
  it.each([
    [[field, field, field, field], 'custom_fields'],
    [[{ ...field, key: 'a-b' }], 'custom_fields[0][key]'],
    [[field, field], 'custom_fields[1][key]'],
    [[{ ...field, label: { type: 'custom', custom: 'x'.repeat(101) } }], 'custom_fields[0][label][custom]'],
    [[{ ...field, type: 'dropdown' }], 'custom_fields[0][dropdown]'],
    [[{ ...field, numeric: { maximum_length: 3 } }], 'custom_fields[0][numeric]'],
    [[{ ...field, text: { maximum_length: 3, minimum_length: 5 } }], 'custom_fields[0][text][maximum_length]'],
    [
      [{ ...field, type: 'dropdown', dropdown: { default_value: 'c', options: [{ label: 'B', value: 'b' }] } }],
      'custom_fields[0][dropdown][default_value]',
    ],
  ])('refuses the custom fields of case %#', async (custom_fields, param) => {
    const { open } = await setUp()
    await expect(open({ custom_fields })).rejects.toMatchObject({ statusCode: 400, param })
  })

  it.each([
    { shipping_options: [{ shipping_rate: 'shr_1' }] },
    { optional_items: [{ price: 'price_1', quantity: 1 }] },
    { automatic_tax: { enabled: true } },
    { invoice_creation: { enabled: true } },
  ])('refuses by name what is not played: %j', async (params) => {
    const { open } = await setUp()
    await expect(open(params)).rejects.toMatchObject({ code: 'twin_not_played' })
  })
})

describe('a completed session', () => {
  it('was paid: its intent, its discount counted, and no customer unless asked for', async () => {
    const { stripe, open, complete, types } = await setUp()
    const coupon = await stripe.coupons.create({ amount_off: 1000, currency: 'eur', duration: 'once' })
    const { id } = await open({
      discounts: [{ coupon: coupon.id }],
      payment_intent_data: { description: 'Seats', metadata: { order: '7' } },
    })
    complete(id)
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer: null,
      customer_details: { email: 'jenny@example.com', name: 'Jenny Rosen' },
      payment_intent: { amount: 4000, status: 'succeeded', description: 'Seats', metadata: { order: '7' } },
    })
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1)
    expect(await types()).toContain('checkout.session.completed')
    const { data } = await stripe.checkout.sessions.list({ customer_details: { email: 'jenny@example.com' } })
    expect(data.map((one) => one.id)).toEqual([id])
  })

  it.each([
    ['always', true],
    ['if_required', false],
  ] as const)('makes a customer: %s', async (customer_creation, isMade) => {
    const { stripe, open, complete } = await setUp()
    const { id } = await open({ customer_creation })
    complete(id)
    expect(Boolean((await stripe.checkout.sessions.retrieve(id)).customer)).toBe(isMade)
  })

  it('that cost nothing needed no payment', async () => {
    const { stripe, open, complete } = await setUp()
    const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' })
    const { id } = await open({ discounts: [{ coupon: coupon.id }] })
    complete(id)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'no_payment_required',
      payment_intent: null,
    })
  })

  it.each([
    ['pm_usBankAccount_success', 'paid', 'checkout.session.async_payment_succeeded'],
    ['pm_usBankAccount_insufficientFunds', 'unpaid', 'checkout.session.async_payment_failed'],
  ])('by %s is unpaid until the bank answers: %s', async (method, payment_status, type) => {
    const { stripe, account, open, complete, types } = await setUp()
    const { id } = await open({ currency: 'usd' })
    complete(id, method)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    account.setClock(account.now() + 60)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'complete', payment_status })
    expect(await types()).toContain(type)
  })

  it('saved a card for its customer', async () => {
    const { stripe, open, complete } = await setUp()
    const customer = await stripe.customers.create({})
    const { id } = await open({
      mode: 'setup',
      currency: 'eur',
      customer: customer.id,
      customer_update: { name: 'auto' },
    })
    complete(id)
    expect(await stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent'] })).toMatchObject({
      payment_status: 'no_payment_required',
      setup_intent: { status: 'succeeded' },
    })
    const { data } = await stripe.customers.listPaymentMethods(customer.id)
    expect(data).toMatchObject([{ allow_redisplay: 'limited' }])
    expect((await stripe.customers.retrieve(customer.id)) as object).toMatchObject({ name: 'Jenny Rosen' })
  })

  it('began a subscription with its trial', async () => {
    const { stripe, open, line, complete } = await setUp()
    const { id } = await open({
      mode: 'subscription',
      line_items: [line('monthly', { quantity: 2 })],
      subscription_data: { trial_period_days: 7, metadata: { plan: 'pro' } },
    })
    complete(id)
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] })
    expect(session).toMatchObject({
      amount_total: 0,
      payment_status: 'no_payment_required',
      subscription: { status: 'trialing', metadata: { plan: 'pro' }, items: { data: [{ quantity: 2 }] } },
    })
  })
})

describe('checkout.sessions.update', () => {
  it('changes lines and metadata while it is open', async () => {
    const { stripe, open, line } = await setUp()
    const { id, line_items: items } = await open({ expand: ['line_items'] })
    const first = items?.data[0]?.id ?? ''
    const updated = await stripe.checkout.sessions.update(id, {
      line_items: [{ id: first, quantity: 3 }, line('once')],
      metadata: { order: '7' },
    })
    expect(updated).toMatchObject({ amount_total: 20_000, metadata: { order: '7' } })
    expect((await stripe.checkout.sessions.listLineItems(id)).data.map((each) => each.quantity)).toEqual([3, 1])
    await expect(
      stripe.checkout.sessions.update(id, { line_items: [{ id: 'li_none', quantity: 1 }] }),
    ).rejects.toMatchObject({ param: 'line_items[0][id]' })
    await stripe.checkout.sessions.expire(id)
    await expect(stripe.checkout.sessions.update(id, { line_items: [line('once')] })).rejects.toMatchObject({
      statusCode: 400,
    })
    expect((await stripe.checkout.sessions.update(id, { metadata: { a: '1' } })).metadata).toMatchObject({ a: '1' })
  })
})

describe('checkout.sessions.expire', () => {
  it('leaves a way back where the session asked for one', async () => {
    const { stripe, twin, open } = await setUp()
    const { id } = await open({ after_expiration: { recovery: { enabled: true, allow_promotion_codes: true } } })
    const expired = await stripe.checkout.sessions.expire(id)
    const recovery = expired.after_expiration?.recovery
    expect(recovery).toMatchObject({ url: expect.stringContaining(id), expires_at: expect.any(Number) })
    const answer = await twin.fetch(recovery?.url ?? '', { redirect: 'manual' })
    expect(answer.status).toBe(303)
    const [recovered] = (await stripe.checkout.sessions.list()).data
    expect(recovered).toMatchObject({ recovered_from: id, status: 'open', allow_promotion_codes: true })
    expect(answer.headers.get('location')).toBe(recovered?.url)
  })
})
