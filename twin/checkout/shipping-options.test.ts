import { describe, expect, it } from 'vitest'
import { createCheckout } from './testing.ts'

async function createShop() {
  const checkout = await createCheckout()
  const rate = (amount: number, more: object = {}) =>
    checkout.stripe.shippingRates.create({
      display_name: 'By post',
      type: 'fixed_amount',
      fixed_amount: { amount, currency: 'eur' },
      ...more,
    })
  return { ...checkout, rate, post: await rate(500) }
}

describe('shipping_options', () => {
  it('sends by the first of them, which the customer pays', async () => {
    const { stripe, open, complete, post } = await createShop()
    const air = { display_name: 'By air', fixed_amount: { amount: 1500, currency: 'eur' } }
    const session = await open({ shipping_options: [{ shipping_rate: post.id }, { shipping_rate_data: air }] })
    expect(session).toMatchObject({
      amount_subtotal: 5000,
      amount_total: 5500,
      shipping_cost: { amount_subtotal: 500, amount_tax: 0, amount_total: 500, shipping_rate: post.id },
      shipping_options: [{ shipping_amount: 500, shipping_rate: post.id }, { shipping_amount: 1500 }],
      total_details: { amount_discount: 0, amount_shipping: 500, amount_tax: 0 },
    })
    complete(session.id)
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(done).toMatchObject({ payment_status: 'paid', payment_intent: { amount: 5500 } })
  })

  it('takes no discount', async () => {
    const { stripe, open, post } = await createShop()
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
    const session = await open({ discounts: [{ coupon }], shipping_options: [{ shipping_rate: post.id }] })
    expect(session.amount_total).toBe(4500 + 500)
  })

  it('are given anew by an update, and end with an empty list', async () => {
    const { stripe, open, post, rate } = await createShop()
    const dear = await rate(900)
    const { id } = await open({ shipping_options: [{ shipping_rate: post.id }] })
    const update = (shipping_options: '' | { shipping_rate: string }[]) =>
      stripe.checkout.sessions.update(id, { shipping_options })
    expect(await update([{ shipping_rate: dear.id }])).toMatchObject({ amount_total: 5900 })
    expect(await update('')).toMatchObject({ amount_total: 5000, shipping_cost: null, shipping_options: [] })
  })

  it('refuses six, one in another currency, one that is inactive, and setups', async () => {
    const { stripe, open, post, rate } = await createShop()
    const ways = (...ids: string[]) => ({ shipping_options: ids.map((shipping_rate) => ({ shipping_rate })) })
    await expect(open(ways(...Array(6).fill(post.id)))).rejects.toMatchObject({ param: 'shipping_options' })
    const dollars = await rate(500, { fixed_amount: { amount: 500, currency: 'usd' } })
    const param = 'shipping_options[0][shipping_rate]'
    await expect(open(ways(dollars.id))).rejects.toMatchObject({ param })
    await stripe.shippingRates.update(post.id, { active: false })
    await expect(open(ways(post.id))).rejects.toMatchObject({ param })
    await expect(open(ways('shr_none'))).rejects.toMatchObject({ param, code: 'resource_missing' })
    await expect(open({ mode: 'setup', currency: 'eur', ...ways(dollars.id) })).rejects.toMatchObject({
      param: 'shipping_options',
    })
  })
})
