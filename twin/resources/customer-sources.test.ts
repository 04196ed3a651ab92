import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function setUp() {
  const { stripe } = createTestTwin()
  const { id, default_source: first } = await stripe.customers.create({ source: 'tok_visa' })
  const types = async (limit: number) => (await stripe.events.list({ limit })).data.map(({ type }) => type)
  const defaultSource = async () => ((await stripe.customers.retrieve(id)) as { default_source: string }).default_source
  return { stripe, id, first: first as string, types, defaultSource }
}

describe("a customer's sources", () => {
  it('begin with the card that it was made with', async () => {
    const { stripe, id, first, types } = await setUp()
    expect(first).toMatch(/^card_/)
    const customer = await stripe.customers.retrieve(id, { expand: ['default_source', 'sources'] })
    const card = {
      id: first,
      object: 'card',
      brand: 'Visa',
      country: 'US',
      customer: id,
      funding: 'credit',
      last4: '4242',
      metadata: {},
      name: null,
      tokenization_method: null,
    }
    expect(customer).toMatchObject({ default_source: card, sources: { object: 'list', data: [card], has_more: false } })
    expect(await stripe.customers.retrieveSource(id, first)).toMatchObject(card)
    expect(await types(10)).toEqual(['customer.source.created', 'customer.created', 'payment_method.attached'])
    const [created] = (await stripe.events.list({ type: 'customer.created' })).data
    expect(created?.data.object).toMatchObject({ default_source: first })
  })

  it('are payment methods, too', async () => {
    const { stripe, id, first } = await setUp()
    expect((await stripe.customers.listPaymentMethods(id)).data).toMatchObject([{ id: first, type: 'card' }])
    await stripe.paymentMethods.detach(first)
    expect(await stripe.customers.retrieve(id)).toMatchObject({ default_source: null })
  })

  it('take a token of one’s own with its name and address', async () => {
    const { stripe, id, defaultSource, first } = await setUp()
    const token = await stripe.tokens.create({
      card: {
        number: '5555555555554444',
        exp_month: '1',
        exp_year: '2040',
        cvc: '123',
        name: 'Ada',
        address_zip: '10115',
      },
    })
    const card = await stripe.customers.createSource(id, { source: token.id, metadata: { a: '1' } })
    expect(card).toMatchObject({
      id: token.card?.id,
      brand: 'MasterCard',
      name: 'Ada',
      address_zip: '10115',
      address_zip_check: 'pass',
      cvc_check: 'pass',
      metadata: { a: '1' },
    })
    expect(await defaultSource()).toBe(first)
    expect((await stripe.customers.listSources(id)).data.map((one) => one.id)).toEqual([card.id, first])
    expect((await stripe.customers.listSources(id, { object: 'bank_account' })).data).toEqual([])
  })

  it('are changed, and told of', async () => {
    const { stripe, id, first } = await setUp()
    const changed = await stripe.customers.updateSource(id, first, {
      name: 'Ada',
      exp_year: '2041',
      address_city: 'Bonn',
    })
    expect(changed).toMatchObject({ name: 'Ada', exp_year: 2041, address_city: 'Bonn' })
    const [event] = (await stripe.events.list({ type: 'customer.source.updated' })).data
    expect(event?.data.previous_attributes).toMatchObject({ name: null, address_city: null })
  })

  it('hand the default on when it is deleted', async () => {
    const { stripe, id, first, defaultSource, types } = await setUp()
    const { id: second } = await stripe.customers.createSource(id, { source: 'tok_amex' })
    expect(await stripe.customers.deleteSource(id, first)).toEqual({ id: first, object: 'card', deleted: true })
    expect(await defaultSource()).toBe(second)
    expect(await types(10)).toContain('customer.source.deleted')
    await expect(stripe.customers.retrieveSource(id, first)).rejects.toMatchObject({ statusCode: 404 })
  })

  it('replace the default one by an update, and are chosen as it', async () => {
    const { stripe, id, first, defaultSource } = await setUp()
    const updated = await stripe.customers.update(id, { source: 'tok_mastercard' })
    expect(updated.default_source).not.toBe(first)
    expect((await stripe.customers.listSources(id)).data.map((one) => one.id)).toEqual([updated.default_source])
    const { id: third } = await stripe.customers.createSource(id, { source: 'tok_visa' })
    await stripe.customers.update(id, { default_source: third })
    expect(await defaultSource()).toBe(third)
    const foreign = stripe.customers.update(id, { default_source: 'card_nobody' })
    await expect(foreign).rejects.toMatchObject({ code: 'resource_missing', param: 'default_source' })
  })

  it('pay subscriptions and charges where nothing else is said', async () => {
    const { stripe, id, first } = await setUp()
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 500,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    })
    const subscription = await stripe.subscriptions.create({ customer: id, items: [{ price: price.id }] })
    expect(subscription.status).toBe('active')
    const charge = await stripe.charges.create({ amount: 100, currency: 'usd', customer: id })
    expect(charge).toMatchObject({ paid: true, customer: id, payment_method: first })
  })

  it('are refused when the bank declines, and no customer is left', async () => {
    const { stripe } = createTestTwin()
    const declined = { statusCode: 402, code: 'card_declined' }
    await expect(stripe.customers.create({ source: 'tok_chargeDeclined' })).rejects.toMatchObject(declined)
    expect((await stripe.customers.list()).data).toEqual([])
    const missing = { statusCode: 400, code: 'resource_missing', param: 'source' }
    await expect(stripe.customers.create({ source: 'tok_nobody' })).rejects.toMatchObject(missing)
  })

  it('are no bank accounts', async () => {
    const { stripe, id } = await setUp()
    await expect(stripe.customers.createSource(id, { source: 'btok_1' })).rejects.toMatchObject({ statusCode: 501 })
  })
})
