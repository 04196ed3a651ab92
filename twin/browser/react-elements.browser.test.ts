import { describe, expect, it } from 'vitest'
import { fillCard } from './testing/host-site.ts'
import { joinCommonJs } from './testing/join-common-js.ts'
import { useHostSite } from './testing/use-host-site.ts'

// A page as a host writes it, with Stripe's packages as they are installed.
const hostPage = `${joinCommonJs(['react', 'react-dom/client', '@stripe/stripe-js/pure', '@stripe/react-stripe-js'])}
const { StrictMode, createElement } = require('react')
const { createRoot } = require('react-dom/client')
const { loadStripe } = require('@stripe/stripe-js/pure')
const react = require('@stripe/react-stripe-js')

function Form({ parts }) {
  window.stripe = react.useStripe()
  window.elements = react.useElements()
  return parts.map(([name, options]) =>
    createElement(react[name], { key: name, options, onReady: (given) => window.heard.push({ name, detail: { hasElement: Boolean(given?.mount), ...given } }) }))
}

window.start = (key, options, parts) => {
  window.heard = []
  window.react = react
  window.loads = [loadStripe(key), loadStripe(key)]
  const elements = createElement(react.Elements, { stripe: window.loads[0], options }, createElement(Form, { parts }))
  createRoot(document.getElementById('here')).render(createElement(StrictMode, {}, elements))
}`

type HostPage = {
  start: (key: string, options: object, parts: [string, object][]) => void
  loads: Promise<object>[]
  react: Record<string, string>
}

const { site, page, key } = await useHostSite({ script: hostPage })
await site.routeStripe(page)

async function start(options: object, ...parts: [string, object][]) {
  await page.evaluate(
    ([key, options, parts]) =>
      (window as unknown as HostPage).start(key as string, options as object, parts as [string, object][]),
    [key, options, parts] as const,
  )
  await expect.poll(() => page.evaluate(() => window.heard.length)).toBe(parts.length)
}

const frame = (title: string) => page.frameLocator(`iframe[title="${title}"]`)

describe('the components of react-stripe-js, unmodified, in StrictMode', () => {
  it('pay with a CardElement', async () => {
    await start({}, ['CardElement', { hidePostalCode: true }])
    const card = frame('Secure card payment input frame')
    await card.locator('[name=cardnumber]').pressSequentially('42424242424242421234123')
    const { client_secret } = await site.stripe.paymentIntents.create({ amount: 700, currency: 'usd' })
    const result = await page.evaluate((secret) => {
      const { CardElement } = (window as unknown as HostPage).react
      const card = window.elements.getElement(CardElement as 'card')
      return window.stripe.confirmCardPayment(secret ?? '', { payment_method: { card: card as never } })
    }, client_secret)
    expect(result).toMatchObject({ paymentIntent: { status: 'succeeded' } })
    await expect.poll(() => page.locator('#here iframe').count()).toBe(1)
  })

  it('make a token of the split elements', async () => {
    await start({}, ['CardNumberElement', {}], ['CardExpiryElement', {}], ['CardCvcElement', {}])
    await frame('Secure card number input frame').locator('[name=cardnumber]').fill('5555555555554444')
    await frame('Secure expiration date input frame').locator('[name=exp-date]').fill('1234')
    await frame('Secure CVC input frame').locator('[name=cvc]').fill('123')
    const result = await page.evaluate(() => {
      const { CardNumberElement } = (window as unknown as HostPage).react
      return window.stripe.createToken(window.elements.getElement(CardNumberElement as 'cardNumber') as never)
    })
    expect(result).toMatchObject({ token: { card: { last4: '4444', brand: 'MasterCard' } } })
  })

  it('stand beside a PaymentElement', async () => {
    await start(
      { mode: 'payment', amount: 700, currency: 'usd' },
      ['LinkAuthenticationElement', { defaultValues: { email: 'jo@example.com' } }],
      [
        'AddressElement',
        {
          mode: 'billing',
          defaultValues: {
            name: 'Jo March',
            address: { line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE' },
          },
        },
      ],
      ['ExpressCheckoutElement', {}],
      ['PaymentElement', {}],
    )
    await fillCard(page, '4242424242424242')
    expect(await page.evaluate(() => window.elements.submit())).toEqual({ selectedPaymentMethod: 'card' })
    const wallets = () =>
      page.evaluate(() => window.heard.find(({ name }) => name === 'ExpressCheckoutElement')?.detail)
    await expect.poll(wallets).toMatchObject({ hasElement: false, elementType: 'expressCheckout' })
    expect((await wallets())?.availablePaymentMethods).toBeUndefined()
    const { id, client_secret } = await site.stripe.paymentIntents.create({ amount: 700, currency: 'usd' })
    const result = await page.evaluate(
      (clientSecret) =>
        window.stripe.confirmPayment({ elements: window.elements, clientSecret, redirect: 'if_required' }),
      client_secret ?? '',
    )
    expect(result).toMatchObject({ paymentIntent: { status: 'succeeded' } })
    const paid = await site.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
    expect(paid.payment_method).toMatchObject({
      billing_details: { email: 'jo@example.com', name: 'Jo March', address: { city: 'Berlin', country: 'DE' } },
    })
  })
})

describe('loadStripe', () => {
  it('loads one script, however often it is called', async () => {
    await start({ mode: 'setup' }, ['PaymentElement', {}])
    const found = await page.evaluate(async () => {
      const [first, second] = await Promise.all((window as unknown as HostPage).loads)
      return {
        areStripe: [first, second].every((stripe) => typeof (stripe as { elements: unknown }).elements === 'function'),
        scripts: document.querySelectorAll('script[src*="stripe.js"]').length,
      }
    })
    expect(found).toEqual({ areStripe: true, scripts: 1 })
  })
})
