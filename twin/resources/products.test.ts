import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('products.create', () => {
  it('answers what is documented for a product that was given nothing but a name', async () => {
    const { stripe } = createTestTwin()
    const product = await stripe.products.create({ name: 'Pro' })
    expect(product).toMatchObject({
      id: expect.stringMatching(/^prod_/),
      object: 'product',
      active: true,
      default_price: null,
      description: null,
      images: [],
      livemode: false,
      marketing_features: [],
      metadata: {},
      name: 'Pro',
      package_dimensions: null,
      shippable: null,
      tax_details: null,
      type: 'service',
      url: null,
    })
    expect(product.updated).toBe(product.created)
  })

  it.each([
    [{}, 'parameter_missing', 'name'],
    [{ name: '' }, 'parameter_invalid_empty', 'name'],
    [{ images: Array.from({ length: 9 }, () => 'https://example.com/a.png') }, undefined, 'images'],
    [{ marketing_features: Array.from({ length: 16 }, () => ({ name: 'Fast' })) }, undefined, 'marketing_features'],
    [{ marketing_features: [{ name: 'x'.repeat(81) }] }, undefined, 'marketing_features[0][name]'],
    [{ statement_descriptor: 'x'.repeat(23) }, undefined, 'statement_descriptor'],
    [{ statement_descriptor: '<PRO>' }, 'invalid_characters', 'statement_descriptor'],
    [{ statement_descriptor: '1234' }, undefined, 'statement_descriptor'],
    [{ url: 'example' }, 'url_invalid', 'url'],
    [{ unit_label: 'thirteen long' }, undefined, 'unit_label'],
    [{ default_price_data: { currency: 'usd' } }, 'parameter_missing', 'default_price_data[unit_amount]'],
    [
      { default_price_data: { currency: 'usd', unit_amount: 1, recurring: { interval: 'year', interval_count: 4 } } },
      undefined,
      'default_price_data[recurring][interval_count]',
    ],
  ])('refuses %j', async (params, code, param) => {
    const { stripe } = createTestTwin()
    const full = Object.keys(params).length === 0 || 'name' in params ? params : { name: 'Pro', ...params }
    await expect(stripe.products.create(full as never)).rejects.toMatchObject({ statusCode: 400, code, param })
  })

  it('takes an id of one’s own, once', async () => {
    const { stripe } = createTestTwin()
    expect((await stripe.products.create({ id: '', name: 'Pro' })).id).toMatch(/^prod_/)
    expect((await stripe.products.create({ id: 'pro', name: 'Pro' })).id).toBe('pro')
    await expect(stripe.products.create({ id: 'pro', name: 'Pro' })).rejects.toMatchObject({
      code: 'resource_already_exists',
    })
  })
})

describe('products.update', () => {
  it('changes, unsets, and tells what was before', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.products.create({
      name: 'Pro',
      description: 'All of it',
      images: ['https://example.com/a.png'],
      marketing_features: [{ name: 'Fast' }],
    })
    const changed = await stripe.products.update(id, {
      name: 'Plus',
      description: '',
      images: '',
      marketing_features: '',
      active: false,
      tax_code: 'txcd_10000000',
    })
    expect(changed).toMatchObject({
      name: 'Plus',
      description: null,
      images: [],
      marketing_features: [],
      active: false,
      tax_code: 'txcd_10000000',
      tax_details: { tax_code: 'txcd_10000000' },
    })
    const { data } = await stripe.events.list({ type: 'product.updated' })
    expect(data[0]?.data.previous_attributes).toMatchObject({ name: 'Pro', description: 'All of it', active: true })
  })

  it('takes one of its own active prices as the default', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.products.create({ name: 'Pro' })
    const price = await stripe.prices.create({ product: id, currency: 'usd', unit_amount: 100 })
    expect(await stripe.products.update(id, { default_price: price.id })).toMatchObject({ default_price: price.id })
    const foreign = await stripe.prices.create({ product_data: { name: 'Other' }, currency: 'usd', unit_amount: 100 })
    await expect(stripe.products.update(id, { default_price: foreign.id })).rejects.toMatchObject({
      param: 'default_price',
    })
  })
})

describe('products.list, search and del', () => {
  it('find by id, activity and name', async () => {
    const { stripe } = createTestTwin()
    const one = await stripe.products.create({ name: 'Small', metadata: { tier: 'low' } })
    const other = await stripe.products.create({ name: 'Large', active: false })
    const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id)
    expect(ids(await stripe.products.list({ active: false }))).toEqual([other.id])
    expect(ids(await stripe.products.list({ ids: [one.id] }))).toEqual([one.id])
    await expect(stripe.products.list({ ids: [one.id], starting_after: other.id })).rejects.toMatchObject({
      param: 'ids',
    })
    expect(ids(await stripe.products.search({ query: 'name~"mall" AND metadata["tier"]:"low"' }))).toEqual([one.id])
  })

  it('forgets a product without prices', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.products.create({ name: 'Pro' })
    expect(await stripe.products.del(id)).toEqual({ id, object: 'product', deleted: true })
    await expect(stripe.products.retrieve(id)).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' })
  })
})

describe("a product's fields", () => {
  it('show on a statement in ASCII alone, and for services alone', async () => {
    const { stripe } = createTestTwin()
    const make = (type: 'service' | 'good') =>
      stripe.products.create({ name: 'Pro', type, ...(type === 'good' ? {} : { statement_descriptor: 'CAFÉ PRO' }) })
    expect(await make('service')).toMatchObject({ statement_descriptor: 'CAF PRO' })
    const { id } = await make('good')
    await expect(stripe.products.update(id, { unit_label: 'seat' })).rejects.toMatchObject({ param: 'unit_label' })
  })

  it('are null where Stripe says so, though the types may leave them out', async () => {
    const { stripe } = createTestTwin()
    const product = await stripe.products.create({ name: 'Pro' })
    expect(product).toMatchObject({ statement_descriptor: null, tax_code: null, unit_label: null })
  })

  it('measure a package in fractions', async () => {
    const { stripe } = createTestTwin()
    const size = { height: 1.5, length: 2, weight: 0.25, width: 3 }
    const product = await stripe.products.create({ name: 'Box', package_dimensions: size })
    expect(product.package_dimensions).toEqual(size)
  })
})
