import { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const monthly = { interval: 'month' as const }
const decimal = (value: string) => Stripe.Decimal.from(value)

async function setUp() {
  const test = createTestTwin()
  const product = await test.stripe.products.create({ name: 'Pro' })
  const create = (params: object) =>
    test.stripe.prices.create({ currency: 'usd', product: product.id, ...params } as Stripe.PriceCreateParams)
  return { ...test, product, create }
}

describe('prices.create', () => {
  it('answers what is documented for a price that was given nothing but an amount', async () => {
    const { create, product } = await setUp()
    expect(await create({ unit_amount: 1000 })).toMatchObject({
      id: expect.stringMatching(/^price_/),
      object: 'price',
      active: true,
      billing_scheme: 'per_unit',
      currency: 'usd',
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: product.id,
      recurring: null,
      tax_behavior: 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: 1000,
    })
  })

  it.each([
    [{ currency: 'xyz', unit_amount: 1 }, undefined, 'currency'],
    [{}, 'parameter_missing', 'unit_amount'],
    [{ unit_amount: 1, unit_amount_decimal: '1' }, 'parameters_exclusive', 'unit_amount'],
    [{ unit_amount: 1, custom_unit_amount: { enabled: true } }, 'parameters_exclusive', 'unit_amount'],
    [{ unit_amount: -1 }, 'parameter_invalid_integer', 'unit_amount'],
    [{ unit_amount_decimal: '0.0000000000001' }, undefined, 'unit_amount_decimal'],
    [{ unit_amount: 1, lookup_key: 'k'.repeat(201) }, undefined, 'lookup_key'],
    [{ unit_amount: 1, tax_behavior: 'none' }, undefined, 'tax_behavior'],
    [{ unit_amount: 1, product_data: { name: 'Other' } }, 'parameters_exclusive', 'product'],
    [{ unit_amount: 1, recurring: { interval: 'hour' } }, undefined, 'recurring[interval]'],
    [{ unit_amount: 1, recurring: { interval: 'year', interval_count: 4 } }, undefined, 'recurring[interval_count]'],
    [{ unit_amount: 1, recurring: { interval: 'month', interval_count: 37 } }, undefined, 'recurring[interval_count]'],
    [{ unit_amount: 1, recurring: { interval: 'week', interval_count: 157 } }, undefined, 'recurring[interval_count]'],
    [
      { unit_amount: 1, recurring: { interval: 'month', interval_count: 0 } },
      'parameter_invalid_integer',
      'recurring[interval_count]',
    ],
    [{ unit_amount: 1, recurring: { ...monthly, usage_type: 'metered' } }, 'parameter_missing', 'recurring[meter]'],
    [
      { unit_amount: 1, recurring: { ...monthly, usage_type: 'metered', meter: 'mtr_none' } },
      'resource_missing',
      'recurring[meter]',
    ],
    [{ unit_amount: 1, tiers: [{ up_to: 'inf', unit_amount: 1 }] }, undefined, 'tiers'],
    [{ unit_amount: 1, tiers_mode: 'volume' }, undefined, 'tiers_mode'],
    [
      { unit_amount: 1, transform_quantity: { divide_by: 0, round: 'up' } },
      'parameter_invalid_integer',
      'transform_quantity[divide_by]',
    ],
    [{ custom_unit_amount: { enabled: true }, recurring: monthly }, undefined, 'custom_unit_amount'],
    [{ custom_unit_amount: { enabled: false } }, undefined, 'custom_unit_amount[enabled]'],
    [{ custom_unit_amount: { enabled: true, minimum: 10 } }, 'amount_too_small', 'custom_unit_amount[minimum]'],
    [{ custom_unit_amount: { enabled: true, minimum: 100, maximum: 50 } }, undefined, 'custom_unit_amount[maximum]'],
    [{ unit_amount: 1, currency_options: { usd: { unit_amount: 1 } } }, undefined, 'currency_options[usd]'],
    [{ unit_amount: 1, currency_options: { xyz: { unit_amount: 1 } } }, undefined, 'currency_options[xyz]'],
    [
      { unit_amount: 1, currency_options: { eur: { tax_behavior: 'inclusive' } } },
      'parameter_missing',
      'currency_options[eur][unit_amount]',
    ],
  ])('refuses %j', async (params, code, param) => {
    const { create } = await setUp()
    await expect(create(params)).rejects.toMatchObject({ statusCode: 400, code, param })
  })

  const tiered = { billing_scheme: 'tiered', tiers_mode: 'graduated', recurring: monthly }
  it.each([
    [{}, 'parameter_missing', 'tiers'],
    [{ tiers: [{ up_to: 'inf', unit_amount: 1 }], tiers_mode: undefined }, 'parameter_missing', 'tiers_mode'],
    [{ tiers: [{ up_to: 10, unit_amount: 1 }] }, undefined, 'tiers'],
    [{ tiers: [{ up_to: 'inf' }] }, undefined, 'tiers[0]'],
    [
      {
        tiers: [
          { up_to: 'inf', unit_amount: 1 },
          { up_to: 'inf', unit_amount: 1 },
        ],
      },
      undefined,
      'tiers[0][up_to]',
    ],
    [
      {
        tiers: [
          { up_to: 10, unit_amount: 1 },
          { up_to: 5, unit_amount: 1 },
          { up_to: 'inf', unit_amount: 1 },
        ],
      },
      undefined,
      'tiers[1][up_to]',
    ],
    [
      { tiers: [{ up_to: 'inf', flat_amount: 1, flat_amount_decimal: '1' }] },
      'parameters_exclusive',
      'tiers[0][flat_amount]',
    ],
    [{ tiers: [{ up_to: 'inf', unit_amount: 1 }], unit_amount: 5 }, 'parameters_exclusive', 'unit_amount'],
    [
      { tiers: [{ up_to: 'inf', unit_amount: 1 }], transform_quantity: { divide_by: 2, round: 'up' } },
      'parameters_exclusive',
      'transform_quantity',
    ],
  ])('refuses the tiers of %j', async (params, code, param) => {
    const { create } = await setUp()
    await expect(create({ ...tiered, ...params })).rejects.toMatchObject({ statusCode: 400, code, param })
  })

  it('answers tiers and other currencies only when asked to expand them', async () => {
    const { stripe, create } = await setUp()
    const price = await create({
      ...tiered,
      tiers: [
        { up_to: 10, unit_amount: 500 },
        { up_to: 'inf', unit_amount_decimal: decimal('0.5'), flat_amount: 100 },
      ],
      currency_options: { eur: { tiers: [{ up_to: 'inf', unit_amount: 400 }], tax_behavior: 'inclusive' } },
    })
    expect(price).toMatchObject({ unit_amount: null, tiers_mode: 'graduated', billing_scheme: 'tiered' })
    expect(price).not.toHaveProperty('tiers')
    expect(price).not.toHaveProperty('currency_options')
    const full = await stripe.prices.retrieve(price.id, { expand: ['tiers', 'currency_options'] })
    expect(full.tiers).toMatchObject([
      { up_to: 10, unit_amount: 500, flat_amount: null },
      { up_to: null, unit_amount: null, flat_amount: 100 },
    ])
    expect(Object.keys(full.currency_options ?? {})).toEqual(['usd', 'eur'])
    expect(full.currency_options?.eur).toMatchObject({ tax_behavior: 'inclusive', tiers: [{ unit_amount: 400 }] })
  })

  it('lets the buyer name the amount', async () => {
    const { create } = await setUp()
    const { custom_unit_amount: custom } = await create({ custom_unit_amount: { enabled: true, minimum: 500 } })
    expect(custom).toEqual({ minimum: 500, maximum: null, preset: null })
  })

  it('bills the usage of an active meter', async () => {
    const { stripe, create } = await setUp()
    const meter = await stripe.billing.meters.create({
      display_name: 'Calls',
      event_name: 'calls',
      default_aggregation: { formula: 'sum' },
    })
    const recurring = { ...monthly, usage_type: 'metered', meter: meter.id }
    expect((await create({ unit_amount: 1, recurring })).recurring).toEqual({
      interval: 'month',
      interval_count: 1,
      meter: meter.id,
      trial_period_days: null,
      usage_type: 'metered',
    })
    await expect(create({ unit_amount: 1, recurring: { ...monthly, meter: meter.id } })).rejects.toMatchObject({
      param: 'recurring[meter]',
    })
    await stripe.billing.meters.deactivate(meter.id)
    await expect(create({ unit_amount: 1, recurring })).rejects.toMatchObject({ param: 'recurring[meter]' })
  })
})

describe('prices.update', () => {
  it('changes what may change, and refuses the rest by its name', async () => {
    const { stripe, create } = await setUp()
    const { id } = await create({ unit_amount: 100, currency_options: { eur: { unit_amount: 90 } } })
    const changed = await stripe.prices.update(id, {
      active: false,
      nickname: 'Old',
      lookup_key: 'old',
      tax_behavior: 'exclusive',
      metadata: { a: '1' },
      currency_options: { gbp: { unit_amount: 80 } },
      expand: ['currency_options'],
    })
    expect(changed).toMatchObject({ active: false, nickname: 'Old', lookup_key: 'old', tax_behavior: 'exclusive' })
    expect(Object.keys(changed.currency_options ?? {})).toEqual(['usd', 'eur', 'gbp'])
    const { data } = await stripe.events.list({ type: 'price.updated' })
    expect(data[0]?.data.previous_attributes).toMatchObject({ active: true, nickname: null, lookup_key: null })
    await expect(stripe.prices.update(id, { tax_behavior: 'inclusive' })).rejects.toMatchObject({
      param: 'tax_behavior',
    })
    for (const fixed of [{ unit_amount: 5 }, { currency: 'eur' }, { recurring: monthly }, { product: 'prod_1' }]) {
      await expect(stripe.prices.update(id, fixed as never)).rejects.toMatchObject({ code: 'parameter_unknown' })
    }
  })

  it('keeps the default price of a product active', async () => {
    const { stripe } = await setUp()
    const { default_price: id } = await stripe.products.create({
      name: 'Plus',
      default_price_data: { currency: 'usd', unit_amount: 100 },
    })
    await expect(stripe.prices.update(id as string, { active: false })).rejects.toMatchObject({
      message: 'This price cannot be archived because it is the default price of its product.',
    })
  })
})

describe('prices.search and prices.list', () => {
  it('find by product, lookup key, activity and metadata', async () => {
    const { stripe, create, product } = await setUp()
    const { id } = await create({ unit_amount: 100, lookup_key: 'pro', metadata: { tier: 'gold' } })
    for (const query of [`product:"${product.id}"`, 'lookup_key:"pro"', 'metadata["tier"]:"gold" AND active:"true"']) {
      expect((await stripe.prices.search({ query })).data.map((price) => price.id)).toEqual([id])
    }
    await expect(
      stripe.prices.list({ lookup_keys: Array.from({ length: 11 }, (_, index) => `k${index}`) }),
    ).rejects.toMatchObject({ param: 'lookup_keys' })
  })
})
