import { describe, expect, it } from 'vitest'
import { useCheckoutPage } from './testing/checkout-page.ts'
import { fillCard, paymentFrame } from './testing/host-site.ts'

type Actions = { runServerUpdate: (update: () => Promise<unknown>) => Promise<unknown> }

const { site, page, open, call, total } = await useCheckoutPage()

describe('the actions of a session', () => {
  it('change a quantity within its bounds', async () => {
    await open()
    const { data } = await site.stripe.checkout.sessions.listLineItems(
      (await site.stripe.checkout.sessions.list({ limit: 1 })).data[0]?.id ?? '',
    )
    const lineItem = data[0]?.id
    expect(await call('updateLineItemQuantity', { lineItem, quantity: 3 })).toMatchObject({ type: 'success' })
    await expect.poll(() => total()).toBe('$45.00')
    expect(await call('updateLineItemQuantity', { lineItem, quantity: 6 })).toMatchObject({ type: 'error' })
    await expect.poll(() => total()).toBe('$45.00')
  })

  it('choose how it is sent, and add what is optional', async () => {
    const way = (display_name: string, amount: number) => ({
      shipping_rate_data: { display_name, fixed_amount: { amount, currency: 'usd' } },
    })
    const product = await site.stripe.products.create({ name: 'Sticker' })
    const sticker = await site.stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 200 })
    await open({
      shipping_options: [way('By post', 500), way('By air', 1500)],
      optional_items: [{ price: sticker.id, quantity: 1 }],
    })
    await expect.poll(() => total()).toBe('$35.00')
    const [session] = (await site.stripe.checkout.sessions.list({ limit: 1 })).data
    const air = session?.shipping_options[1]?.shipping_rate
    expect(await call('updateShippingOption', air)).toMatchObject({
      type: 'success',
      session: {
        shipping: { shippingOption: { id: air, displayName: 'By air', amount: '$15.00' } },
        total: { shippingRate: { minorUnitsAmount: 1500 } },
      },
    })
    await expect.poll(() => total()).toBe('$45.00')
    expect(await call('addOptionalLineItem', sticker.id)).toMatchObject({
      session: { optionalItems: [{ name: 'Sticker', isSelected: true }], lineItems: [{}, { isRemovable: true }] },
    })
    await expect.poll(() => total()).toBe('$47.00')
    expect(await call('removeOptionalLineItem', sticker.id)).toMatchObject({ type: 'success' })
    await expect.poll(() => total()).toBe('$45.00')
    expect(await call('addOptionalLineItem', 'price_none')).toMatchObject({ type: 'error' })
  })

  it('apply a promotion code and take it away', async () => {
    const coupon = await site.stripe.coupons.create({ percent_off: 50, duration: 'once' })
    await site.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'HALF' })
    await open({ allow_promotion_codes: true })
    expect(await call('applyPromotionCode', 'nope')).toMatchObject({ type: 'error', error: { code: 'invalidCode' } })
    expect(await call('applyPromotionCode', 'half')).toMatchObject({
      type: 'success',
      session: { discountAmounts: [{ promotionCode: 'HALF', percentOff: 50, minorUnitsAmount: 1500 }] },
    })
    await expect.poll(() => total()).toBe('$15.00')
    expect(await call('removePromotionCode')).toMatchObject({ session: { discountAmounts: null } })
    await expect.poll(() => total()).toBe('$30.00')
  })

  it.each([
    ['', 'incompleteEmail'],
    ['jenny@', 'incompleteEmail'],
    ['a b@example.com', 'invalidEmail'],
  ])('refuse the e-mail "%s"', async (email, code) => {
    await open()
    expect(await call('updateEmail', email)).toMatchObject({ type: 'error', error: { code } })
  })

  it('keep what the customer says, and need an e-mail', async () => {
    await open()
    await fillCard(page, '4242424242424242')
    expect(await call('confirm', { redirect: 'if_required' })).toMatchObject({
      type: 'error',
      error: { code: null, message: expect.stringContaining('email') },
    })
    await expect.poll(() => page.locator('#ready').textContent()).toBe('false')
    expect(await call('updateEmail', 'jenny@example.com')).toMatchObject({ session: { email: 'jenny@example.com' } })
    await call('updatePhoneNumber', '+15551234567')
    await expect.poll(() => page.locator('#ready').textContent()).toBe('true')
    expect(await call('confirm', { redirect: 'if_required' })).toMatchObject({
      session: { phoneNumber: '+15551234567' },
    })
  })

  it('read the session again after the server changed it', async () => {
    await open()
    expect(await call('runServerUpdate', null)).toMatchObject({ type: 'error' })
    const result = await page.evaluate(() => {
      const { checkout } = (window as unknown as { state: { checkout: Actions } }).state
      return checkout.runServerUpdate(async () => 'done')
    })
    expect(result).toMatchObject({ type: 'success' })
  })

  it('name the element that is not complete', async () => {
    await open()
    await paymentFrame(page).getByLabel('Card number').waitFor()
    expect(await call('validateElements')).toMatchObject({
      type: 'error',
      error: { code: 'validation_error', validation_errors: [{ element: 'payment', message: expect.any(String) }] },
    })
  })

  it('name what is absent', async () => {
    await open()
    await expect(call('updateTaxIdInfo', null)).rejects.toThrow('not played by the Stripe twin yet')
  })
})
