import { describe, expect, it } from 'vitest'
import { createShop } from '../discounts/testing.ts'
import { createTestTwin } from '../test-twin.ts'

describe('coupons.create', () => {
  it('answers a coupon with every documented default', async () => {
    const { stripe } = createTestTwin()
    const coupon = await stripe.coupons.create({ percent_off: 25.5 })
    expect(coupon).toMatchObject({
      object: 'coupon',
      amount_off: null,
      currency: null,
      duration: 'once',
      duration_in_months: null,
      livemode: false,
      max_redemptions: null,
      metadata: {},
      name: null,
      percent_off: 25.5,
      redeem_by: null,
      times_redeemed: 0,
      valid: true,
    })
    expect(coupon.id).toMatch(/^\w{8}$/)
    expect(coupon).not.toHaveProperty('applies_to')
  })

  it('keeps what was given, its own id included, and tells of it', async () => {
    const { stripe, eventTypes } = await createShop()
    const product = await stripe.products.create({ name: 'Pro' })
    const coupon = await stripe.coupons.create({
      id: 'SUMMER_25',
      amount_off: 500,
      currency: 'EUR',
      currency_options: { usd: { amount_off: 600 } },
      duration: 'repeating',
      duration_in_months: 3,
      max_redemptions: 10,
      name: 'Summer',
      applies_to: { products: [product.id] },
      metadata: { campaign: 'a' },
      expand: ['applies_to', 'currency_options'],
    })
    expect(coupon).toMatchObject({
      id: 'SUMMER_25',
      amount_off: 500,
      currency: 'eur',
      currency_options: { eur: { amount_off: 500 }, usd: { amount_off: 600 } },
      applies_to: { products: [product.id] },
      duration_in_months: 3,
    })
    expect(await eventTypes()).toContain('coupon.created')
  })

  it.each([
    ['neither kind of reduction', {}, 'percent_off'],
    ['both kinds', { percent_off: 5, amount_off: 5, currency: 'usd' }, 'percent_off'],
    ['0 percent', { percent_off: 0 }, 'percent_off'],
    ['over 100 percent', { percent_off: 100.01 }, 'percent_off'],
    ['an amount of 0', { amount_off: 0, currency: 'usd' }, 'amount_off'],
    ['an amount without a currency', { amount_off: 100 }, 'currency'],
    ['a currency that there is not', { amount_off: 100, currency: 'xyz' }, 'currency'],
    ['options of a percentage', { percent_off: 5, currency_options: { usd: { amount_off: 1 } } }, 'currency_options'],
    ['repeating without months', { percent_off: 5, duration: 'repeating' }, 'duration_in_months'],
    ['months without repeating', { percent_off: 5, duration_in_months: 2 }, 'duration_in_months'],
    ['no months', { percent_off: 5, duration: 'repeating', duration_in_months: 0 }, 'duration_in_months'],
    ['no redemptions', { percent_off: 5, max_redemptions: 0 }, 'max_redemptions'],
    ['a last day that is past', { percent_off: 5, redeem_by: 1000 }, 'redeem_by'],
    ['a last day in six years', { percent_off: 5, redeem_by: 1_790_000_000 + 6 * 366 * 86_400 }, 'redeem_by'],
    ['a name of 41 characters', { percent_off: 5, name: 'x'.repeat(41) }, 'name'],
    [
      'a product that there is not',
      { percent_off: 5, applies_to: { products: ['prod_no'] } },
      'applies_to[products][0]',
    ],
    ['an unknown duration', { percent_off: 5, duration: 'always' }, 'duration'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe } = await createShop()
    await expect(stripe.coupons.create(params)).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('makes up an id where it is left blank, and has a currency for an amount alone', async () => {
    const { stripe } = createTestTwin()
    const coupon = await stripe.coupons.create({ id: '', percent_off: 10, currency: 'usd' })
    expect(coupon).toMatchObject({ id: expect.stringMatching(/^\w{8}$/), currency: null })
  })

  it('refuses an id that is taken', async () => {
    const { stripe } = createTestTwin()
    await stripe.coupons.create({ id: 'FREE', percent_off: 100 })
    await expect(stripe.coupons.create({ id: 'FREE', percent_off: 50 })).rejects.toMatchObject({
      code: 'resource_already_exists',
      message: 'Coupon already exists.',
    })
  })
})

describe('a coupon', () => {
  it('changes its name, its metadata and its amounts in further currencies, and nothing else', async () => {
    const { stripe, call } = createTestTwin()
    const { id } = await stripe.coupons.create({ amount_off: 500, currency: 'eur', metadata: { a: '1' } })
    const changed = await stripe.coupons.update(id, {
      name: 'New',
      metadata: { b: '2' },
      currency_options: { usd: { amount_off: 600 } },
      expand: ['currency_options'],
    })
    expect(changed).toMatchObject({ name: 'New', metadata: { a: '1', b: '2' } })
    expect(changed.currency_options).toEqual({ eur: { amount_off: 500 }, usd: { amount_off: 600 } })
    const refused = await call('POST', `/v1/coupons/${id}`, { body: 'amount_off=900' })
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'parameter_unknown' } } })
  })

  it('is not valid any more after its last day', async () => {
    const { stripe, account, advance } = await createShop()
    const { id } = await stripe.coupons.create({ percent_off: 5, redeem_by: account.now() + 60 })
    advance(60)
    expect(await stripe.coupons.retrieve(id)).toMatchObject({ valid: true })
    advance(1)
    expect(await stripe.coupons.retrieve(id)).toMatchObject({ valid: false })
  })

  it('counts its redemptions and is not valid any more once they are used up', async () => {
    const { stripe, customer, sell } = await createShop()
    const price = await sell(1000)
    const coupon = await stripe.coupons.create({ percent_off: 5, max_redemptions: 1, duration: 'forever' })
    const params = { customer, items: [{ price: price.id }], discounts: [{ coupon: coupon.id }] }
    await stripe.subscriptions.create(params)
    expect(await stripe.coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 1, valid: false })
    await expect(stripe.subscriptions.create(params)).rejects.toMatchObject({
      code: 'coupon_expired',
      param: 'discounts[0][coupon]',
    })
  })

  it('can be deleted, and goes on for those who have it', async () => {
    const { stripe, customer, sell } = await createShop()
    const price = await sell(1000)
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
    const params = { customer, items: [{ price: price.id }], discounts: [{ coupon: coupon.id }] }
    const { id } = await stripe.subscriptions.create(params)
    expect(await stripe.coupons.del(coupon.id)).toEqual({ id: coupon.id, object: 'coupon', deleted: true })
    await expect(stripe.coupons.retrieve(coupon.id)).rejects.toMatchObject({ code: 'resource_missing' })
    await expect(stripe.subscriptions.create(params)).rejects.toMatchObject({ code: 'resource_missing' })
    const next = await stripe.invoices.createPreview({ subscription: id })
    expect(next.total).toBe(500)
  })

  it('is listed newest first', async () => {
    const { stripe } = createTestTwin()
    for (const id of ['A', 'B', 'C']) await stripe.coupons.create({ id, percent_off: 5 })
    const { data, has_more } = await stripe.coupons.list({ limit: 2 })
    expect([data.map(({ id }) => id), has_more]).toEqual([['C', 'B'], true])
  })
})
