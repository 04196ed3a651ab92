import { describe, expect, it } from 'vitest'
import { createShop } from '../discounts/testing.ts'

async function setUp() {
  const shop = await createShop()
  const coupon = await shop.stripe.coupons.create({ percent_off: 50, duration: 'forever' })
  const promotion = { type: 'coupon' as const, coupon: coupon.id }
  const price = await shop.sell(1000)
  const subscribe = (promotion_code: string, customer = shop.customer) =>
    shop.stripe.subscriptions.create({ customer, items: [{ price: price.id }], discounts: [{ promotion_code }] })
  return { ...shop, coupon, promotion, subscribe }
}

describe('promotionCodes.create', () => {
  it('answers a code with every documented default, and makes one up', async () => {
    const { stripe, promotion, coupon, eventTypes } = await setUp()
    const code = await stripe.promotionCodes.create({ promotion })
    expect(code).toMatchObject({
      object: 'promotion_code',
      active: true,
      customer: null,
      customer_account: null,
      expires_at: null,
      max_redemptions: null,
      metadata: {},
      promotion: { type: 'coupon', coupon: coupon.id },
      restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
      times_redeemed: 0,
    })
    expect(code.id).toMatch(/^promo_/)
    expect(code.code).toMatch(/^[A-Z0-9]{8}$/)
    expect((await stripe.promotionCodes.create({ promotion, code: '' })).code).toMatch(/^[A-Z0-9]{8}$/)
    expect(await eventTypes()).toContain('promotion_code.created')
  })

  it.each([
    ['a code with a space', { code: 'NO WAY' }, 'code'],
    ['an end that is past', { expires_at: 1000 }, 'expires_at'],
    ['no redemptions', { max_redemptions: 0 }, 'max_redemptions'],
    ['a minimum without currency', { restrictions: { minimum_amount: 5 } }, 'restrictions[minimum_amount_currency]'],
    ['a customer who is not', { customer: 'cus_no' }, 'customer'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe, promotion } = await setUp()
    await expect(stripe.promotionCodes.create({ promotion, ...params })).rejects.toMatchObject({
      statusCode: 400,
      param,
    })
  })

  it('stays within the limits of its coupon', async () => {
    const { stripe, account } = await setUp()
    const end = account.now() + 86_400
    const coupon = await stripe.coupons.create({ percent_off: 5, redeem_by: end, max_redemptions: 2 })
    const promotion = { type: 'coupon' as const, coupon: coupon.id }
    const creating = (limits: object) => stripe.promotionCodes.create({ promotion, ...limits })
    await expect(creating({ expires_at: end + 1 })).rejects.toMatchObject({ param: 'expires_at' })
    await expect(creating({ max_redemptions: 3 })).rejects.toMatchObject({ param: 'max_redemptions' })
    expect(await creating({ expires_at: end, max_redemptions: 2 })).toMatchObject({ active: true })
  })

  it('takes a code once, whatever its case, unless it is for different customers or switched off', async () => {
    const { stripe, promotion, customer } = await setUp()
    const first = await stripe.promotionCodes.create({ promotion, code: 'Fall20' })
    await expect(stripe.promotionCodes.create({ promotion, code: 'FALL20' })).rejects.toMatchObject({
      message: 'An active promotion code with `code: FALL20` already exists.',
    })
    await stripe.promotionCodes.update(first.id, { active: false })
    const { id: other } = await stripe.customers.create()
    await stripe.promotionCodes.create({ promotion, code: 'FALL20', customer })
    await stripe.promotionCodes.create({ promotion, code: 'FALL20', customer: other })
    await expect(stripe.promotionCodes.update(first.id, { active: true })).rejects.toMatchObject({ statusCode: 400 })
  })

  it('is refused for a coupon that cannot be redeemed any more', async () => {
    const { stripe, account, advance } = await setUp()
    const coupon = await stripe.coupons.create({ percent_off: 5, redeem_by: account.now() + 1 })
    advance(2)
    const creating = stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } })
    await expect(creating).rejects.toMatchObject({ code: 'coupon_expired' })
  })
})

describe('promotionCodes.list', () => {
  it('finds a code without regard to case, and by coupon, customer and whether it is active', async () => {
    const { stripe, promotion, customer, coupon } = await setUp()
    const one = await stripe.promotionCodes.create({ promotion, code: 'Fall20' })
    const two = await stripe.promotionCodes.create({ promotion, customer, active: false })
    const ids = async (filter: object) => (await stripe.promotionCodes.list(filter)).data.map(({ id }) => id)
    expect(await ids({ code: 'FALL20' })).toEqual([one.id])
    expect(await ids({ active: false })).toEqual([two.id])
    expect(await ids({ customer })).toEqual([two.id])
    expect(await ids({ coupon: coupon.id })).toEqual([two.id, one.id])
    expect(await ids({ coupon: 'nothing' })).toEqual([])
  })
})

describe('a promotion code', () => {
  it('gives a discount that names it, and counts', async () => {
    const { stripe, promotion, subscribe, coupon, eventTypes } = await setUp()
    const { id } = await stripe.promotionCodes.create({ promotion, max_redemptions: 1 })
    const subscription = await subscribe(id)
    const expanded = await stripe.subscriptions.retrieve(subscription.id, {
      expand: ['discounts', 'latest_invoice', 'discounts.source.coupon'],
    })
    expect(expanded.discounts[0]).toMatchObject({
      object: 'discount',
      promotion_code: id,
      subscription: subscription.id,
      source: { type: 'coupon', coupon: { id: coupon.id } },
    })
    expect(expanded.latest_invoice).toMatchObject({ subtotal: 1000, total: 500 })
    expect(await stripe.promotionCodes.retrieve(id)).toMatchObject({ times_redeemed: 1, active: false })
    expect(await eventTypes()).toEqual(expect.arrayContaining(['promotion_code.updated', 'customer.discount.created']))
    await expect(subscribe(id)).rejects.toMatchObject({ param: 'discounts[0][promotion_code]' })
  })

  it('is for its customer alone', async () => {
    const { stripe, promotion, subscribe, method } = await setUp()
    const other = await stripe.customers.create()
    const { id } = await stripe.promotionCodes.create({ promotion, customer: other.id })
    await expect(subscribe(id)).rejects.toMatchObject({ statusCode: 400 })
    expect(method).toMatch(/^pm_/)
  })

  it('is for first transactions alone, if it says so', async () => {
    const { stripe, promotion, subscribe } = await setUp()
    const { id } = await stripe.promotionCodes.create({ promotion, restrictions: { first_time_transaction: true } })
    expect(await subscribe(id)).toMatchObject({ status: 'active' })
    await expect(subscribe(id)).rejects.toMatchObject({
      message: 'This promotion code cannot be redeemed because the associated customer has prior transactions.',
    })
  })

  it('asks for its minimum amount, in each currency its own', async () => {
    const { stripe, promotion, subscribe } = await setUp()
    const minimum = (amount: number, more = {}) =>
      stripe.promotionCodes.create({
        promotion,
        restrictions: { minimum_amount: amount, minimum_amount_currency: 'usd', ...more },
      })
    await expect(subscribe((await minimum(1001)).id)).rejects.toMatchObject({ statusCode: 400 })
    expect(await subscribe((await minimum(1000)).id)).toMatchObject({ status: 'active' })
  })

  it('says its minimum in its own currency once', async () => {
    const { stripe, promotion } = await setUp()
    const restrictions = { minimum_amount: 500, minimum_amount_currency: 'usd' }
    const { id } = await stripe.promotionCodes.create({ promotion, restrictions })
    const change = (currency: string) =>
      stripe.promotionCodes.update(id, { restrictions: { currency_options: { [currency]: { minimum_amount: 400 } } } })
    await expect(change('usd')).rejects.toMatchObject({ param: 'restrictions[currency_options][usd]' })
    expect((await change('eur')).id).toBe(id)
  })

  it('ends with its own end, its coupon, or when it is switched off', async () => {
    const { stripe, promotion, account, advance } = await setUp()
    const { id } = await stripe.promotionCodes.create({ promotion, expires_at: account.now() + 10 })
    advance(10)
    expect(await stripe.promotionCodes.retrieve(id)).toMatchObject({ active: false })
    await expect(stripe.promotionCodes.update(id, { active: true })).rejects.toMatchObject({ param: 'active' })
  })
})
