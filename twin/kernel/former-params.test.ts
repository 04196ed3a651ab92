import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const body = 'amount=500&currency=eur&payment_method_types[0]=card'

describe('replaceFormerParams', () => {
  it('takes a former parameter from a call that names no version, or an old one', async () => {
    const { call } = createTestTwin()
    for (const headers of [{}, { 'stripe-version': '2026-08-26.dahlia' }] as Record<string, string>[]) {
      expect((await call('POST', '/v1/payment_intents', { body, headers })).body).toMatchObject({
        object: 'payment_intent',
        payment_method_types: ['card'],
      })
    }
  })

  it('holds a call to the version that it names', async () => {
    const { call } = createTestTwin()
    const headers = { 'stripe-version': '2026-10-28.endive' }
    const { status, body: answer } = await call('POST', '/v1/payment_intents', { body, headers })
    expect(status).toBe(400)
    expect(answer.error).toMatchObject({ param: 'payment_method_types' })
  })

  it.each([
    ['custom', 'elements'],
    ['embedded', 'embedded_page'],
  ])('knows what the interface %s of a checkout is called since', async (former, today) => {
    const { call, stripe } = createTestTwin()
    const line = { currency: 'eur', unit_amount: 500, product: (await stripe.products.create({ name: 'Pen' })).id }
    const price = await stripe.prices.create(line)
    const body = `mode=payment&ui_mode=${former}&return_url=https://a.co&line_items[0][price]=${price.id}&line_items[0][quantity]=1`
    const old = await call('POST', '/v1/checkout/sessions', { body, headers: { 'stripe-version': '2025-08-27.basil' } })
    expect(old.body).toMatchObject({ object: 'checkout.session', ui_mode: today })
    const headers = { 'stripe-version': '2026-10-28.endive' }
    expect((await call('POST', '/v1/checkout/sessions', { body, headers })).status).toBe(400)
  })

  it('takes the one coupon or promotion code of a former subscription for its discounts', async () => {
    const { call, stripe } = createTestTwin()
    const customer = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const price = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 500,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    })
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
    const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon } })
    const headers = { 'stripe-version': '2025-02-24.acacia' }
    const order = `customer=${customer.id}&items[0][price]=${price.id}`
    for (const discount of [`coupon=${coupon}`, `promotion_code=${code.id}`]) {
      const { body } = await call('POST', '/v1/subscriptions', { body: `${order}&${discount}`, headers })
      expect(body.discounts).toHaveLength(1)
      const after = await call('POST', `/v1/subscriptions/${body.id}`, { body: 'coupon=', headers })
      expect(after.body.discounts).toEqual([])
    }
  })

  it('takes the price and the unit amount of a former invoice item', async () => {
    const { call, stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create({})
    const price = await stripe.prices.create({ currency: 'eur', unit_amount: 700, product_data: { name: 'Pen' } })
    const headers = { 'stripe-version': '2025-02-24.acacia' }
    for (const item of [`price=${price.id}`, 'unit_amount=700&currency=eur']) {
      const { body } = await call('POST', '/v1/invoiceitems', {
        body: `customer=${customer}&quantity=2&${item}`,
        headers,
      })
      expect(body).toMatchObject({ object: 'invoiceitem', amount: 1400 })
    }
  })
})
