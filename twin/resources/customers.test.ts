import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('customers', () => {
  it('are created, changed and told of by events', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.customers.create({ email: 'a@example.com', invoice_settings: { footer: 'Thanks' } })
    await stripe.customers.update(id, {
      email: 'b@example.com',
      invoice_settings: { custom_fields: [{ name: 'PO', value: '7' }] },
    })
    const customer = await stripe.customers.retrieve(id)
    expect(customer).toMatchObject({
      email: 'b@example.com',
      invoice_settings: { footer: 'Thanks', custom_fields: [{ name: 'PO', value: '7' }] },
    })
    const { data } = await stripe.events.list({ type: 'customer.*' })
    expect(data.map(({ type }) => type)).toEqual(['customer.updated', 'customer.created'])
    expect(data[0]?.data).toMatchObject({
      object: { id, email: 'b@example.com' },
      previous_attributes: { email: 'a@example.com', invoice_settings: { custom_fields: null } },
    })
    expect(data[1]?.data.object).toMatchObject({ email: 'a@example.com' })
  })

  it('are not made with a payment method that its bank declines', async () => {
    const { stripe } = createTestTwin()
    const making = stripe.customers.create({ payment_method: 'pm_card_chargeDeclinedInsufficientFunds' })
    await expect(making).rejects.toMatchObject({ statusCode: 402, decline_code: 'insufficient_funds' })
    expect((await stripe.customers.list()).data).toEqual([])
  })

  it('leave a stub when deleted, and no place in lists', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.customers.create()
    expect(await stripe.customers.del(id)).toMatchObject({ id, object: 'customer', deleted: true })
    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true })
    expect((await stripe.customers.list()).data).toEqual([])
    await expect(stripe.customers.update(id, { name: 'A' })).rejects.toMatchObject({ statusCode: 404 })
  })

  it('are told apart from those that never were', async () => {
    const { stripe } = createTestTwin()
    await expect(stripe.customers.retrieve('cus_nobody')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such customer: 'cus_nobody'",
    })
  })

  it('have their lists when asked', async () => {
    const { stripe } = createTestTwin()
    const { id, subscriptions } = await stripe.customers.create()
    expect(subscriptions).toBeUndefined()
    const customer = await stripe.customers.retrieve(id, { expand: ['subscriptions', 'tax_ids'] })
    expect(customer).toMatchObject({
      subscriptions: { object: 'list', data: [], url: `/v1/customers/${id}/subscriptions` },
    })
  })

  it('have a payer that is attached to them, and no other', async () => {
    const { stripe } = createTestTwin()
    const customer = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const { data } = await stripe.customers.listPaymentMethods(customer.id)
    expect(data.map(({ id }) => id)).toEqual([customer.invoice_settings.default_payment_method])
    const method = await stripe.customers.retrievePaymentMethod(customer.id, data[0]?.id ?? '')
    expect(method.card?.last4).toBe('4242')
    const other = await stripe.customers.create()
    const stealing = stripe.customers.update(other.id, { invoice_settings: { default_payment_method: method.id } })
    await expect(stealing).rejects.toMatchObject({ statusCode: 400, param: 'invoice_settings[default_payment_method]' })
    await expect(stripe.customers.retrievePaymentMethod(other.id, method.id)).rejects.toMatchObject({ statusCode: 404 })
  })
})

describe('what a customer may be called', () => {
  it.each([
    ['an e-mail address that is none', { email: 'nobody' }, 'email'],
    ['one of 513 characters', { email: `${'x'.repeat(500)}@example.com.au` }, 'email'],
    ['a business name of 151 characters', { business_name: 'x'.repeat(151) }, 'business_name'],
    ['a name of 257 characters', { name: 'x'.repeat(257) }, 'name'],
    ['a prefix in lower case', { invoice_prefix: 'abc' }, 'invoice_prefix'],
    ['a prefix of 13 characters', { invoice_prefix: 'ABCDEFGHIJKLM' }, 'invoice_prefix'],
    ['a sequence from 0', { next_invoice_sequence: 0 }, 'next_invoice_sequence'],
    ['an unknown exemption', { tax_exempt: 'maybe' }, 'tax_exempt'],
    [
      'five custom fields',
      { invoice_settings: { custom_fields: [1, 2, 3, 4, 5].map((n) => ({ name: `${n}`, value: 'x' })) } },
      'invoice_settings[custom_fields]',
    ],
    ['shipping to nobody', { shipping: { address: { city: 'Rome' } } }, 'shipping[name]'],
  ])('is not %s', async (_, params, param) => {
    const { stripe } = createTestTwin()
    await expect(stripe.customers.create(params as never)).rejects.toMatchObject({ statusCode: 400, param })
    const { id } = await stripe.customers.create()
    await expect(stripe.customers.update(id, params as never)).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('numbers invoices by its prefix and sequence', async () => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create({ invoice_prefix: 'ACME', next_invoice_sequence: 42 })
    const { id } = await stripe.invoices.create({ customer })
    expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({ number: 'ACME-0042' })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ next_invoice_sequence: 43 })
    const taken = stripe.customers.create({ invoice_prefix: 'ACME' })
    await expect(taken).rejects.toMatchObject({ param: 'invoice_prefix' })
  })

  it('prints its custom fields and footer on its invoices', async () => {
    const { stripe } = createTestTwin()
    const settings = { custom_fields: [{ name: 'PO', value: '7' }], footer: 'Thanks' }
    const { id: customer, invoice_settings } = await stripe.customers.create({ invoice_settings: settings })
    expect(invoice_settings).toEqual({ ...settings, default_payment_method: null, rendering_options: null })
    expect(await stripe.invoices.create({ customer })).toMatchObject(settings)
  })
})

describe("a customer's tax location", () => {
  it('is where goods are sent to, else where bills are', async () => {
    const { stripe } = createTestTwin()
    const expand = ['tax']
    const { id, tax } = await stripe.customers.create({ expand })
    expect(tax).toEqual({
      automatic_tax: 'unrecognized_location',
      ip_address: null,
      location: null,
      provider: 'stripe',
    })
    const address = { country: 'US', state: 'OH' }
    const billed = await stripe.customers.update(id, { address, tax: { ip_address: '203.0.113.7' }, expand })
    expect(billed.tax).toMatchObject({
      automatic_tax: 'not_collecting',
      ip_address: '203.0.113.7',
      location: { country: 'US', source: 'billing_address', state: 'OH' },
    })
    const shipping = { name: 'Ada', address: { line1: '1 Way', country: 'FR' } }
    const sent = await stripe.customers.update(id, { shipping, tax: { ip_address: '' }, expand })
    expect(sent.tax).toMatchObject({ ip_address: null, location: { country: 'FR', source: 'shipping_destination' } })
    expect(await stripe.customers.retrieve(id)).not.toHaveProperty('tax')
  })

  it('is asked for when it is to be validated at once', async () => {
    const { stripe } = createTestTwin()
    const tax = { validate_location: 'immediately' as const }
    await expect(stripe.customers.create({ tax })).rejects.toMatchObject({ code: 'customer_tax_location_invalid' })
    expect((await stripe.customers.create({ tax, address: { country: 'DE' } })).object).toBe('customer')
    const refused = stripe.customers.create({ tax: { ip_address: 'home' } })
    await expect(refused).rejects.toMatchObject({ param: 'tax[ip_address]' })
  })
})
