import { describe, expect, it } from 'vitest'
import { openTestCheckout, testCard } from './testing.ts'

describe('the order on the checkout page', () => {
  it('takes a promotion code, shows what it is worth, gives it back, and charges less', async () => {
    const { stripe, open, current } = await openTestCheckout()
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'repeating', duration_in_months: 3 })
    const code = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'AUTUMN',
    })
    const page = await open({ allow_promotion_codes: true })
    await page.press('Apply', { promotionCode: 'SPRING' })
    expect(page.alert).toBe('This code is invalid.')
    expect(page.text).toContain('value="SPRING"')
    await page.press('Apply', { promotionCode: 'autumn' })
    expect(page.sees('AUTUMN 20% off for 3 months -€9.80')).toBe(true)
    expect(page.sees('Total due today €39.20')).toBe(true)
    expect(await current()).toMatchObject({ amount_total: 3920, discounts: [{ promotion_code: code.id }] })
    await page.press('Remove AUTUMN')
    expect((await current()).amount_total).toBe(4900)
    await page.press('Apply', { promotionCode: 'AUTUMN' })
    await page.press('Subscribe', testCard())
    const session = await current()
    expect(session).toMatchObject({ status: 'complete', amount_total: 3920, total_details: { amount_discount: 980 } })
    const invoice = await stripe.invoices.retrieve(session.invoice as string)
    expect(invoice.amount_paid).toBe(3920)
    expect((await stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1)
  })

  it('refuses codes of others and codes that are used up, in the same words', async () => {
    const { stripe, open } = await openTestCheckout()
    const { id: coupon } = await stripe.coupons.create({ percent_off: 20, duration: 'once' })
    const other = await stripe.customers.create()
    const promotion = { type: 'coupon' as const, coupon }
    await stripe.promotionCodes.create({ promotion, code: 'THEIRS', customer: other.id })
    await stripe.promotionCodes.create({ promotion, code: 'OVER', active: false })
    await stripe.promotionCodes.create({
      promotion,
      code: 'BIG',
      restrictions: { minimum_amount: 100000, minimum_amount_currency: 'eur' },
    })
    const page = await open({ allow_promotion_codes: true })
    for (const promotionCode of ['THEIRS', 'OVER', 'BIG']) {
      await page.press('Apply', { promotionCode })
      expect(page.alert).toBe('This code is invalid.')
    }
  })

  it('lets the customer add an optional item, and take it out again', async () => {
    const { stripe, open, current } = await openTestCheckout()
    const product = await stripe.products.create({ name: 'Sticker' })
    const sticker = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 300 })
    const mug = { price_data: { currency: 'eur', unit_amount: 2000, product_data: { name: 'Mug' } }, quantity: 1 }
    const optional_items = [{ price: sticker.id, quantity: 2 }]
    const page = await open({ mode: 'payment', line_items: [mug], optional_items })
    await page.press('Add Sticker')
    expect(page.sees('Total due today €26.00')).toBe(true)
    await page.press('Remove Sticker')
    expect((await current()).amount_total).toBe(2000)
    await page.press('Add Sticker')
    await page.press('Pay €26.00', testCard())
    expect(await current()).toMatchObject({ status: 'complete', amount_total: 2600 })
  })

  it('lets the customer choose how it is sent, and shows what that comes to before anything is paid', async () => {
    const { open, current } = await openTestCheckout()
    const way = (display_name: string, amount: number) => ({
      shipping_rate_data: { display_name, fixed_amount: { amount, currency: 'eur' } },
    })
    const page = await open({
      mode: 'payment',
      line_items: [{ price_data: { currency: 'eur', unit_amount: 2000, product_data: { name: 'Mug' } }, quantity: 1 }],
      shipping_options: [way('By post', 500), way('By air', 1500)],
    })
    expect(page.sees('Shipping €5.00')).toBe(true)
    const air = (await current()).shipping_options[1]?.shipping_rate as string
    await page.press('Update order', { shippingOption: air })
    expect(page.sees('Total due today €35.00')).toBe(true)
    await page.press('Pay €35.00', testCard())
    expect(await current()).toMatchObject({
      status: 'complete',
      amount_total: 3500,
      shipping_cost: { shipping_rate: air },
    })
  })

  it('lets the customer choose how many, and shows what that comes to before anything is paid', async () => {
    const { open, current, monthly, stripe } = await openTestCheckout()
    const adjustable_quantity = { enabled: true, minimum: 1, maximum: 5 }
    const page = await open({ line_items: [{ price: monthly.id, quantity: 2, adjustable_quantity }] })
    const [, name = ''] = /name="(quantity-[^"]+)"/.exec(page.text) ?? []
    await page.press('Update order', { [name]: '9' })
    expect(page.alert).toBe('The quantity must be a whole number from 1 to 5.')
    await page.press('Subscribe', { ...testCard(), [name]: '3' })
    expect(page.sees('The total due today is now €147.00.')).toBe(true)
    expect((await current()).status).toBe('open')
    expect(page.text).not.toContain('4242')
    await page.press('Subscribe', testCard())
    const { subscription } = await current()
    const { items } = await stripe.subscriptions.retrieve(subscription as string)
    expect(items.data[0]?.quantity).toBe(3)
  })

  it('shows a discount that the server gave, and the words of its button', async () => {
    const { stripe, open } = await openTestCheckout()
    const coupon = await stripe.coupons.create({ amount_off: 500, currency: 'eur', duration: 'once', name: 'Welcome' })
    const product_data = { name: 'Cause' }
    const line_items = [{ price_data: { currency: 'eur', unit_amount: 2000, product_data }, quantity: 1 }]
    const page = await open({ mode: 'payment', line_items, discounts: [{ coupon: coupon.id }], submit_type: 'donate' })
    expect(page.sees('Welcome €5.00 off once -€5.00')).toBe(true)
    expect(page.sees('Donate €15.00')).toBe(true)
  })

  it('begins a trial without a card where none is needed', async () => {
    const { stripe, open, current } = await openTestCheckout()
    const page = await open({
      subscription_data: { trial_period_days: 14 },
      payment_method_collection: 'if_required',
    })
    expect(page.sees('14 days free Then €49.00 per month')).toBe(true)
    expect(page.text).not.toContain('cardNumber')
    await page.press('Start trial', { email: 'ada@example.com' })
    const session = await current()
    expect(session).toMatchObject({ status: 'complete', payment_status: 'no_payment_required', amount_total: 0 })
    const subscription = await stripe.subscriptions.retrieve(session.subscription as string)
    expect(subscription).toMatchObject({ status: 'trialing', default_payment_method: null })
  })
})
