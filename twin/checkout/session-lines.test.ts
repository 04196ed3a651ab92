import { describe, expect, it } from 'vitest'
import { createCheckout } from './testing.ts'

describe('what a session sells and asks', () => {
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
    const { open, line } = await createCheckout()
    const line_items = (items as { price?: string }[]).map((item) =>
      item.price ? { ...item, price: line(item.price).price } : item,
    )
    await expect(open({ line_items })).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('refuses two intervals in one subscription', async () => {
    const { open, line } = await createCheckout()
    await expect(open({ mode: 'subscription', line_items: [line('monthly'), line('yearly')] })).rejects.toMatchObject({
      message: 'Checkout does not support multiple prices with different billing intervals.',
    })
  })

  it('refuses less than can be charged, and nothing of a free order', async () => {
    const { open } = await createCheckout()
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
    const { open, line, account } = await createCheckout()
    const subscription_data = {
      ...trial,
      ...('trial_end' in trial ? { trial_end: account.now() + (trial.trial_end ?? 0) } : {}),
    }
    await expect(
      open({ mode: 'subscription', line_items: [line('monthly')], subscription_data }),
    ).rejects.toMatchObject({ param })
  })

  it('sells in the other currency of a price, and in no currency that it has not', async () => {
    const { open } = await createCheckout()
    expect(await open({ currency: 'usd' })).toMatchObject({ currency: 'usd', amount_total: 6000 })
    await expect(open({ currency: 'gbp' })).rejects.toMatchObject({ param: 'line_items' })
  })

  it('takes a coupon off, line by line', async () => {
    const { stripe, open, line } = await createCheckout()
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
    const { open, line } = await createCheckout()
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
    const { open } = await createCheckout()
    await expect(open({ custom_fields })).rejects.toMatchObject({ statusCode: 400, param })
  })

  it.each([{ automatic_tax: { enabled: true } }])('refuses by name what is not played: %j', async (params) => {
    const { open } = await createCheckout()
    await expect(open(params)).rejects.toMatchObject({ code: 'twin_not_played' })
  })
})
