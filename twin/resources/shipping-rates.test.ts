import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const ground: Stripe.ShippingRateCreateParams = {
  display_name: 'Ground',
  type: 'fixed_amount',
  fixed_amount: { amount: 500, currency: 'usd' },
}

describe('shippingRates', () => {
  it('answers the whole object', async () => {
    const { stripe } = createTestTwin()
    const rate = await stripe.shippingRates.create({
      ...ground,
      delivery_estimate: { maximum: { unit: 'business_day', value: 5 } },
    })
    expect(rate).toMatchObject({
      id: expect.stringMatching(/^shr_/),
      object: 'shipping_rate',
      active: true,
      delivery_estimate: { maximum: { unit: 'business_day', value: 5 }, minimum: null },
      display_name: 'Ground',
      fixed_amount: { amount: 500, currency: 'usd' },
      metadata: {},
      tax_behavior: 'unspecified',
      tax_code: null,
      type: 'fixed_amount',
    })
  })

  it('has amounts in other currencies, answered when expanded, and more of them by an update', async () => {
    const { stripe } = createTestTwin()
    const fixed_amount = { amount: 500, currency: 'usd', currency_options: { eur: { amount: 450 } } }
    const { id } = await stripe.shippingRates.create({ ...ground, fixed_amount })
    await stripe.shippingRates.update(id, { fixed_amount: { currency_options: { gbp: { amount: 400 } } } })
    const { fixed_amount: shown } = await stripe.shippingRates.retrieve(id, {
      expand: ['fixed_amount.currency_options'],
    })
    expect(shown?.currency_options).toEqual({
      usd: { amount: 500, tax_behavior: 'unspecified' },
      eur: { amount: 450, tax_behavior: 'unspecified' },
      gbp: { amount: 400, tax_behavior: 'unspecified' },
    })
  })

  it('lists by currency and by whether it is active', async () => {
    const { stripe } = createTestTwin()
    const dollars = await stripe.shippingRates.create(ground)
    const euros = await stripe.shippingRates.create({ ...ground, fixed_amount: { amount: 1, currency: 'eur' } })
    await stripe.shippingRates.update(euros.id, { active: false, metadata: { why: 'gone' } })
    const ids = async (params: Stripe.ShippingRateListParams) =>
      (await stripe.shippingRates.list(params)).data.map(({ id }) => id)
    expect(await ids({ active: true })).toEqual([dollars.id])
    expect(await ids({ currency: 'eur' })).toEqual([euros.id])
  })

  it.each<[string, Partial<Stripe.ShippingRateCreateParams>, string]>([
    ['no amount', { fixed_amount: undefined as never }, 'fixed_amount'],
    ['an amount below zero', { fixed_amount: { amount: -1, currency: 'usd' } }, 'fixed_amount[amount]'],
    ['an unknown tax code', { tax_code: 'txcd_none' }, 'tax_code'],
    [
      'an estimate of no time',
      { delivery_estimate: { minimum: { unit: 'day', value: 0 } } },
      'delivery_estimate[minimum][value]',
    ],
  ])('refuses %s', async (_, params, param) => {
    const { stripe } = createTestTwin()
    await expect(stripe.shippingRates.create({ ...ground, ...params })).rejects.toMatchObject({
      statusCode: 400,
      param,
    })
  })

  it('keeps a tax behavior once it is specified', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.shippingRates.create(ground)
    await stripe.shippingRates.update(id, { tax_behavior: 'inclusive' })
    const changing = stripe.shippingRates.update(id, { tax_behavior: 'exclusive' })
    await expect(changing).rejects.toMatchObject({ param: 'tax_behavior' })
  })
})
