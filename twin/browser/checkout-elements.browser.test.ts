import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { fillCard, paymentFrame } from './testing/host-site.ts'
import { challenge } from './testing/host-window.ts'
import { joinCommonJs } from './testing/join-common-js.ts'
import { useHostSite } from './testing/use-host-site.ts'

// A page as a host writes it, with Stripe's packages as they are installed.
const hostPage = `${joinCommonJs(['react', 'react-dom/client', '@stripe/stripe-js/pure', '@stripe/react-stripe-js/checkout'])}
const { StrictMode, createElement } = require('react')
const { createRoot } = require('react-dom/client')
const { loadStripe } = require('@stripe/stripe-js/pure')
const { CheckoutElementsProvider, useCheckoutElements, PaymentElement, BillingAddressElement, ContactDetailsElement } = require('@stripe/react-stripe-js/checkout')

function Form({ details }) {
  const state = useCheckoutElements()
  window.state = state
  if (state.type === 'loading') return 'Loading'
  if (state.type === 'error') return createElement('output', { id: 'error' }, state.error.message)
  const { checkout } = state
  return createElement('div', {},
    createElement('output', { id: 'total' }, checkout.total.total.amount),
    createElement('output', { id: 'ready' }, String(checkout.canConfirm)),
    details && createElement(ContactDetailsElement),
    details && createElement(BillingAddressElement),
    createElement(PaymentElement))
}

window.start = (key, clientSecret, details) => {
  const root = createRoot(document.getElementById('here'))
  const options = { clientSecret: Promise.resolve(clientSecret) }
  const provider = createElement(CheckoutElementsProvider, { stripe: loadStripe(key), options }, createElement(Form, { details }))
  root.render(createElement(StrictMode, {}, provider))
}`

type Checkout = Record<string, (...given: unknown[]) => Promise<unknown>>
type HostPage = {
  start: (key: string, secret: string | null, details: boolean) => void
  state: { checkout: Checkout }
}

const { site, page, key } = await useHostSite({ script: hostPage })
await site.routeStripe(page)
const price = await site.stripe.prices.create({
  currency: 'usd',
  unit_amount: 1500,
  product_data: { name: 'Handbook' },
})

async function open(params: Stripe.Checkout.SessionCreateParams = {}, details = false) {
  const session = await site.stripe.checkout.sessions.create({
    ui_mode: 'elements',
    mode: 'payment',
    line_items: [{ price: price.id, quantity: 2, adjustable_quantity: { enabled: true, minimum: 1, maximum: 5 } }],
    return_url: `${site.url}back?session={CHECKOUT_SESSION_ID}`,
    ...params,
  })
  await page.evaluate(
    ([key, secret, details]) =>
      (window as unknown as HostPage).start(key as string, secret as string, details as boolean),
    [key, session.client_secret, details] as const,
  )
  return session
}

/** Calls an action of the session; gives what it resolves. */
const call = (name: string, ...given: unknown[]) =>
  page.evaluate(
    ([name, given]) => {
      const { checkout } = (window as unknown as HostPage).state
      return checkout[name as string]?.(...(given as unknown[]))
    },
    [name, given] as const,
  )

const total = () => page.locator('#total').textContent()

describe('CheckoutElementsProvider of react-stripe-js, unmodified', () => {
  it('shows the session, pays it, and goes to the return_url', async () => {
    const { id } = await open({ customer_email: 'jenny@example.com' })
    expect(await total()).toBe('$30.00')
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
    expect(await paymentFrame(page).getByLabel('Country').count()).toBe(0)
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

describe('the actions of a session', () => {
  it('change a quantity within its bounds', async () => {
    await open()
    await page.locator('#total').waitFor()
    const { data } = await site.stripe.checkout.sessions.listLineItems(
      (await site.stripe.checkout.sessions.list({ limit: 1 })).data[0]?.id ?? '',
    )
    const lineItem = data[0]?.id
    expect(await call('updateLineItemQuantity', { lineItem, quantity: 3 })).toMatchObject({ type: 'success' })
    expect(await total()).toBe('$45.00')
    expect(await call('updateLineItemQuantity', { lineItem, quantity: 6 })).toMatchObject({ type: 'error' })
    expect(await total()).toBe('$45.00')
  })

  it('apply a promotion code and take it away', async () => {
    const coupon = await site.stripe.coupons.create({ percent_off: 50, duration: 'once' })
    await site.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'HALF' })
    await open({ allow_promotion_codes: true })
    await page.locator('#total').waitFor()
    expect(await call('applyPromotionCode', 'nope')).toMatchObject({ type: 'error', error: { code: 'invalidCode' } })
    expect(await call('applyPromotionCode', 'half')).toMatchObject({
      type: 'success',
      session: { discountAmounts: [{ promotionCode: 'HALF', percentOff: 50, minorUnitsAmount: 1500 }] },
    })
    expect(await total()).toBe('$15.00')
    expect(await call('removePromotionCode')).toMatchObject({ session: { discountAmounts: null } })
    expect(await total()).toBe('$30.00')
  })

  it.each([
    ['', 'incompleteEmail'],
    ['jenny@', 'incompleteEmail'],
    ['a b@example.com', 'invalidEmail'],
  ])('refuse the e-mail "%s"', async (email, code) => {
    await open()
    await page.locator('#total').waitFor()
    expect(await call('updateEmail', email)).toMatchObject({ type: 'error', error: { code } })
  })

  it('keep what the customer says, and need an e-mail', async () => {
    await open()
    await fillCard(page, '4242424242424242')
    expect(await call('confirm', { redirect: 'if_required' })).toMatchObject({
      type: 'error',
      error: { code: null, message: expect.stringContaining('email') },
    })
    expect(await page.locator('#ready').textContent()).toBe('false')
    expect(await call('updateEmail', 'jenny@example.com')).toMatchObject({ session: { email: 'jenny@example.com' } })
    await call('updatePhoneNumber', '+15551234567')
    expect(await page.locator('#ready').textContent()).toBe('true')
    expect(await call('confirm', { redirect: 'if_required' })).toMatchObject({
      session: { phoneNumber: '+15551234567' },
    })
  })

  it('read the session again after the server changed it', async () => {
    await open()
    await page.locator('#total').waitFor()
    expect(await call('runServerUpdate', null)).toMatchObject({ type: 'error' })
    const result = await page.evaluate(() =>
      (window as unknown as HostPage).state.checkout.runServerUpdate?.(async () => 'done'),
    )
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
    await page.locator('#total').waitFor()
    await expect(call('updateShippingOption', 'shr_1')).rejects.toThrow('not played by the Stripe twin yet')
  })
})

describe('a session that there is not', () => {
  it('is told as an error', async () => {
    await page.evaluate((key) => (window as unknown as HostPage).start(key, 'cs_test_none_secret_none', false), key)
    await expect.poll(() => page.locator('#error').textContent()).toContain('No such checkout.session')
  })
})
