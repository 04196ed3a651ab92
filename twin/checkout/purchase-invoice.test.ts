import { describe, expect, it } from 'vitest'
import { createCheckout } from './testing.ts'

describe('invoice_creation', () => {
  const invoice_data = {
    description: 'Thank you',
    footer: 'Twin Ltd',
    metadata: { order: '7' },
    custom_fields: [{ name: 'PO', value: '12' }],
    rendering_options: { amount_tax_display: 'include_inclusive_tax' },
  }

  it('leaves a paid invoice of what was bought, on a customer of its own', async () => {
    const { stripe, open, complete, types } = await createCheckout()
    const session = await open({ invoice_creation: { enabled: true, invoice_data } })
    expect(session).toMatchObject({ customer_creation: 'always', invoice: null, invoice_creation: { invoice_data } })
    complete(session.id)
    const { invoice: id, customer, payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
    const invoice = await stripe.invoices.retrieve(id as string, { expand: ['payments'] })
    expect(invoice).toMatchObject({
      amount_paid: 5000,
      amount_remaining: 0,
      billing_reason: 'manual',
      custom_fields: invoice_data.custom_fields,
      customer,
      description: 'Thank you',
      footer: 'Twin Ltd',
      lines: { data: [{ amount: 5000, description: 'Pro', quantity: 1 }] },
      metadata: { order: '7' },
      payments: { data: [{ status: 'paid', amount_paid: 5000, payment: { payment_intent } }] },
      rendering: { amount_tax_display: 'include_inclusive_tax' },
      status: 'paid',
    })
    const told = ['invoice.paid', 'invoice.finalized', 'invoice.created', 'invoice.payment_succeeded']
    expect(await types()).toEqual(expect.arrayContaining(told))
  })

  it('discounts the invoice as it did the session, and takes no credit of the customer', async () => {
    const { stripe, open, complete } = await createCheckout()
    const { id: coupon } = await stripe.coupons.create({ percent_off: 25, duration: 'once' })
    const { id: customer } = await stripe.customers.create({ balance: -1000 })
    const session = await open({ customer, discounts: [{ coupon }], invoice_creation: { enabled: true } })
    complete(session.id)
    const { invoice: id } = await stripe.checkout.sessions.retrieve(session.id)
    expect(await stripe.invoices.retrieve(id as string)).toMatchObject({
      subtotal: 5000,
      total: 3750,
      amount_paid: 3750,
      total_discount_amounts: [{ amount: 1250 }],
    })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1000 })
  })

  it.each([
    [{ custom_fields: Array.from({ length: 5 }, () => ({ name: 'a', value: 'b' })) }, '[custom_fields]'],
    [{ custom_fields: [{ name: 'a'.repeat(41), value: 'b' }] }, '[custom_fields][0][name]'],
    [{ custom_fields: [{ name: 'a', value: 'b'.repeat(141) }] }, '[custom_fields][0][value]'],
  ])('refuses too much to say: case %#', async (data, param) => {
    const { open } = await createCheckout()
    const opening = open({ invoice_creation: { enabled: true, invoice_data: data } })
    await expect(opening).rejects.toMatchObject({ param: `invoice_creation[invoice_data]${param}` })
  })
})

describe('the setup intent of a session', () => {
  it('is there from the beginning, is nobody else’s to confirm or cancel, and ends with the session', async () => {
    const { stripe, open } = await createCheckout()
    const session = await open({ mode: 'setup', currency: 'eur', setup_intent_data: { metadata: { a: 'b' } } })
    const id = session.setup_intent as string
    expect((await stripe.setupIntents.retrieve(id)).metadata).toEqual({ a: 'b' })
    const refused = { code: 'setup_intent_unexpected_state' }
    await expect(stripe.setupIntents.cancel(id)).rejects.toMatchObject(refused)
    await expect(stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' })).rejects.toMatchObject(refused)
    await stripe.checkout.sessions.expire(session.id)
    expect((await stripe.setupIntents.retrieve(id)).status).toBe('canceled')
  })
})

describe('the discount of a session', () => {
  it('is told in whole and by line when expanded, the same before and after the payment', async () => {
    const { stripe, open, complete } = await createCheckout()
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
    const { id } = await open({ discounts: [{ coupon }] })
    const look = () =>
      stripe.checkout.sessions.retrieve(id, { expand: ['total_details.breakdown', 'line_items.data.discounts'] })
    const before = await look()
    const discount = { object: 'discount', checkout_session: id, source: { type: 'coupon', coupon } }
    expect(before.total_details?.breakdown).toMatchObject({ discounts: [{ amount: 500, discount }], taxes: [] })
    expect(before.line_items?.data[0]?.discounts).toMatchObject([{ amount: 500, discount }])
    complete(id)
    const [first, second] = [before, await look()].map((one) => one.total_details?.breakdown?.discounts[0]?.discount.id)
    expect(second).toBe(first)
  })
})

describe('what a session refuses', () => {
  it.each([
    [{ branding_settings: { button_color: 'red' } }, 'branding_settings[button_color]'],
    [{ branding_settings: { icon: { type: 'url' } } }, 'branding_settings[icon][url]'],
    [
      { branding_settings: { logo: { type: 'url', url: 'https://a.example/b.png', file: 'file_1' } } },
      'branding_settings[logo][file]',
    ],
    [{ branding_settings: { icon: { type: 'file', file: 'file_none' } } }, 'branding_settings[icon][file]'],
    [
      { payment_intent_data: { statement_descriptor_suffix: 'x'.repeat(23) } },
      'payment_intent_data[statement_descriptor_suffix]',
    ],
    [{ payment_intent_data: { receipt_email: 'nobody' } }, 'payment_intent_data[receipt_email]'],
  ])('%j', async (params, param) => {
    const { open } = await createCheckout()
    await expect(open(params)).rejects.toMatchObject({ statusCode: 400, param })
  })
})
