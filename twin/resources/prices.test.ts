import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const monthly = { currency: 'EUR', recurring: { interval: 'month' as const } }

describe('products and prices', () => {
  it('are made together', async () => {
    const { stripe } = createTestTwin()
    const product = await stripe.products.create({
      name: 'Pro',
      default_price_data: { ...monthly, unit_amount: 4900 },
      expand: ['default_price'],
    })
    expect(product.default_price).toMatchObject({
      product: product.id,
      type: 'recurring',
      currency: 'eur',
      unit_amount: 4900,
      recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    })
    const price = await stripe.prices.create({ ...monthly, unit_amount: 1, product_data: { name: 'Extra' } })
    expect((await stripe.products.retrieve(price.product as string)).name).toBe('Extra')
  })

  it('keep fractions of a cent as text', async () => {
    const { stripe, call } = createTestTwin()
    const { id } = await stripe.products.create({ name: 'Calls' })
    const padded = await call('POST', '/v1/prices', { body: `currency=usd&product=${id}&unit_amount_decimal=200.00` })
    expect(padded.body).toMatchObject({ unit_amount: 200, unit_amount_decimal: '200' })
    const body = `currency=usd&product=${id}&unit_amount_decimal=0.05`
    const price = await call('POST', '/v1/prices', { body })
    expect(price.body).toMatchObject({ unit_amount: null, unit_amount_decimal: '0.05', type: 'one_time' })
  })

  it('are filtered in lists', async () => {
    const { stripe } = createTestTwin()
    const { id: product } = await stripe.products.create({ name: 'Pro' })
    const month = await stripe.prices.create({ ...monthly, product, unit_amount: 1, lookup_key: 'pro' })
    await stripe.prices.create({ currency: 'eur', product, unit_amount: 2 })
    const ids = async (params: object) => (await stripe.prices.list(params)).data.map(({ id }) => id)
    expect(await ids({ recurring: { interval: 'month' } })).toEqual([month.id])
    expect(await ids({ lookup_keys: ['pro'] })).toEqual([month.id])
    expect(await ids({ product, type: 'recurring' })).toEqual([month.id])
    expect(await ids({ active: false })).toEqual([])
  })

  it('share a lookup key with nobody unless it is transferred', async () => {
    const { stripe } = createTestTwin()
    const { id: product } = await stripe.products.create({ name: 'Pro' })
    const first = await stripe.prices.create({ ...monthly, product, unit_amount: 1, lookup_key: 'pro' })
    const again = { ...monthly, product, unit_amount: 2, lookup_key: 'pro' }
    await expect(stripe.prices.create(again)).rejects.toMatchObject({ param: 'lookup_key' })
    await stripe.prices.create({ ...again, transfer_lookup_key: true })
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull()
  })

  it.each([
    [
      { unit_amount: 1, product: 'prod_nothing' },
      { code: 'resource_missing', param: 'product', statusCode: 400 },
    ],
    [{ unit_amount: 1 }, { code: 'parameter_missing', param: 'product' }],
    [
      { unit_amount: -1, product: 'prod_nothing' },
      { code: 'parameter_invalid_integer', param: 'unit_amount' },
    ],
    [{ product: 'prod_nothing' }, { code: 'parameter_missing', param: 'unit_amount' }],
    [
      { billing_scheme: 'tiered' as const, product: 'prod_nothing' },
      { code: 'parameter_missing', param: 'tiers' },
    ],
  ])('refuse %j', async (params, error) => {
    const { stripe } = createTestTwin()
    await expect(stripe.prices.create({ ...monthly, ...params })).rejects.toMatchObject(error)
  })

  it('cannot part: a product with prices stays', async () => {
    const { stripe } = createTestTwin()
    const { id: product } = await stripe.products.create({ name: 'Pro' })
    expect(await stripe.products.del((await stripe.products.create({ name: 'Other' })).id)).toMatchObject({
      deleted: true,
    })
    await stripe.prices.create({ ...monthly, product, unit_amount: 1 })
    await expect(stripe.products.del(product)).rejects.toMatchObject({ statusCode: 400 })
  })
})
