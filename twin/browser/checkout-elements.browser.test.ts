import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { useCheckoutPage } from './testing/checkout-page.ts'
import { fillCard, paymentFrame } from './testing/host-site.ts'
import { challenge } from './testing/host-window.ts'

const { site, page, start, open, call, total } = await useCheckoutPage()

describe('CheckoutElementsProvider of react-stripe-js, unmodified', () => {
  it('shows the session, pays it, and goes to the return_url', async () => {
    const { id } = await open({ customer_email: 'jenny@example.com' })
    await expect.poll(() => total()).toBe('$30.00')
    await fillCard(page, '4242424242424242')
    await expect.poll(() => page.locator('#ready').textContent()).toBe('true')
    const arrived = page.waitForURL(/back/)
    call('confirm').catch(() => {})
    await arrived
    expect(new URL(page.url()).searchParams.get('session')).toBe(id)
    expect(await site.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
    })
  })

  it('takes e-mail and billing address from its elements', async () => {
    const { id } = await open({}, true)
    await page.frameLocator('iframe[title="Secure email input frame"]').getByLabel('Email').fill('jo@example.com')
    const address = page.frameLocator('iframe[title="Secure address input frame"]')
    await address.getByLabel('Full name').fill('Jo March')
    await address.getByLabel('Country or region').selectOption('DE')
    await address.getByLabel('Address line 1').fill('Hauptstr. 1')
    await address.getByLabel('City').fill('Berlin')
    await address.getByLabel('Postal code').fill('10115')
    await fillCard(page, '4242424242424242')
    await expect.poll(() => paymentFrame(page).getByLabel('Country').count()).toBe(0)
    const result = await call('confirm', { redirect: 'if_required' })
    expect(result).toMatchObject({ type: 'success', session: { status: { type: 'complete', paymentStatus: 'paid' } } })
    expect(await site.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      customer_details: { email: 'jo@example.com', name: 'Jo March', address: { line1: 'Hauptstr. 1', country: 'DE' } },
    })
  })

  it('resolves with a decline, and takes the next card', async () => {
    await open({ customer_email: 'jenny@example.com' })
    await fillCard(page, '4000000000009995')
    expect(await call('confirm', { redirect: 'if_required' })).toEqual({
      type: 'error',
      error: {
        code: 'paymentFailed',
        message: 'Your card has insufficient funds.',
        paymentFailed: { declineCode: 'insufficient_funds' },
      },
    })
    await fillCard(page, '4242424242424242')
    expect(await call('confirm', { redirect: 'if_required' })).toMatchObject({ type: 'success' })
  })

  it.each([
    ['Complete', { type: 'success', session: { status: { type: 'complete' } } }],
    ['Fail', { type: 'error', error: { message: expect.stringContaining('authenticate') } }],
  ])('asks the bank: %s', async (answer, expected) => {
    await open({ customer_email: 'jenny@example.com' })
    await fillCard(page, '4000002760003184')
    const confirming = call('confirm', { redirect: 'if_required' })
    await challenge(page).getByRole('button', { name: answer }).click()
    expect(await confirming).toMatchObject(expected)
  })

  it.each([
    [{ mode: 'subscription' as const }, 'subscription'],
    [{ mode: 'setup' as const, currency: 'usd' }, 'setup_intent'],
  ])('completes %o', async (params, made) => {
    const { mode } = params
    const recurring = { interval: 'month' as const }
    const plan = { currency: 'usd', unit_amount: 900, recurring, product_data: { name: 'Pro' } }
    const line_items =
      mode === 'subscription' ? [{ price: (await site.stripe.prices.create(plan)).id, quantity: 1 }] : undefined
    const { id } = await open({
      ...params,
      line_items,
      customer_email: 'jenny@example.com',
    } as Stripe.Checkout.SessionCreateParams)
    await fillCard(page, '4242424242424242')
    expect(await call('confirm', { redirect: 'if_required' })).toMatchObject({ type: 'success' })
    expect(await site.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: 'complete',
      [made]: expect.any(String),
    })
  })

  it('pays with a saved card', async () => {
    const customer = (await site.stripe.customers.create({ email: 'jenny@example.com' })).id
    const made = await site.stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_mastercard' },
      allow_redisplay: 'always',
    })
    await site.stripe.paymentMethods.attach(made.id, { customer })
    const { id } = await open({ customer })
    await paymentFrame(page)
      .getByRole('radio', { name: /Mastercard/ })
      .check()
    expect(await call('confirm', { redirect: 'if_required' })).toMatchObject({
      type: 'success',
      session: { savedPaymentMethods: [{ id: made.id, card: { brand: 'mastercard', last4: '4444' } }] },
    })
    expect((await site.stripe.checkout.sessions.retrieve(id)).status).toBe('complete')
  })
})

describe('a session that there is not', () => {
  it('is told as an error', async () => {
    await start('cs_test_none_secret_none')
    await expect.poll(() => page.locator('#error').textContent()).toContain('No such checkout.session')
  })
})
