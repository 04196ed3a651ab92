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
