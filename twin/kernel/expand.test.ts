import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function withPrice() {
  const { stripe } = createTestTwin()
  const tiers = [
    { up_to: 10, unit_amount: 100 },
    { up_to: 'inf' as const, unit_amount_decimal: '50.5' as never },
  ]
  const product = await stripe.products.create({ name: 'Pro' })
  const price = await stripe.prices.create({
    currency: 'eur',
    product: product.id,
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers,
  })
  await stripe.products.update(product.id, { default_price: price.id })
  return { stripe, product, price }
}

describe('expand', () => {
  it('puts objects in the place of ids, level by level, in objects and in lists', async () => {
    const { stripe, product, price } = await withPrice()
    const one = await stripe.prices.retrieve(price.id, { expand: ['product.default_price.product'] })
    expect(one.product).toMatchObject({ id: product.id, default_price: { id: price.id, product: { id: product.id } } })
    const { data } = await stripe.prices.list({ expand: ['data.product.default_price'] })
    expect(data[0]?.product).toMatchObject({ default_price: { id: price.id, product: product.id } })
    expect((await stripe.prices.list()).data[0]?.product).toBe(product.id)
  })

  it('answers some fields only when asked', async () => {
    const { stripe, price } = await withPrice()
    expect((await stripe.prices.retrieve(price.id)).tiers).toBeUndefined()
    const { tiers } = await stripe.prices.retrieve(price.id, { expand: ['tiers'] })
    expect(tiers).toMatchObject([
      { up_to: 10, unit_amount: 100, flat_amount: null },
      { up_to: null, unit_amount: null },
    ])
  })

  it('leaves null as it is', async () => {
    const { stripe } = createTestTwin()
    const customer = await stripe.customers.create({
      expand: ['invoice_settings.default_payment_method', 'default_source'],
    })
    expect(customer.invoice_settings.default_payment_method).toBeNull()
  })

  it.each([
    'account_tax_ids',
    'issuer.account',
    'latest_revision',
    'total_pretax_credit_amounts.credit_balance_transaction',
  ])('takes %s of an invoice, though nothing is there', async (path) => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create()
    expect(await stripe.invoices.create({ customer, expand: [path] })).toMatchObject({
      customer,
      latest_revision: null,
    })
  })

  it('takes the price of an invoice item that has none', async () => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create()
    const given = { customer, amount: 100, currency: 'usd', expand: ['pricing.price_details.price'] }
    expect(await stripe.invoiceItems.create(given)).toMatchObject({ amount: 100 })
  })

  it.each([
    ['currency', 'This property cannot be expanded (currency).'],
    ['planet', 'This property cannot be expanded (planet).'],
    ['product.name', 'This property cannot be expanded (product.name).'],
    ['a.b.c.d.e', 'You cannot expand more than 4 levels of a property.'],
  ])('refuses %s', async (path, message) => {
    const { stripe, price } = await withPrice()
    const retrieving = stripe.prices.retrieve(price.id, { expand: [path] })
    await expect(retrieving).rejects.toMatchObject({ statusCode: 400, message: expect.stringContaining(message) })
  })

  it('hints at data. in a list', async () => {
    const { stripe } = await withPrice()
    await expect(stripe.prices.list({ expand: ['product'] })).rejects.toMatchObject({
      message: "This property cannot be expanded (product). You may want to try expanding 'data.product' instead.",
    })
  })
})
