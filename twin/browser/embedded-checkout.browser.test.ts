import type { Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type HostSite, openHostSite } from './testing/host-site.ts'
import { joinCommonJs } from './testing/join-common-js.ts'

// A page as a host writes it, with Stripe's packages as they are installed.
const hostPage = `${joinCommonJs(['react', 'react-dom/client', '@stripe/stripe-js/pure', '@stripe/react-stripe-js'])}
const { StrictMode, createElement, useState } = require('react')
const { createRoot } = require('react-dom/client')
const { loadStripe } = require('@stripe/stripe-js/pure')
const { EmbeddedCheckout, EmbeddedCheckoutProvider } = require('@stripe/react-stripe-js')

window.show = (key, clientSecret) => {
  window.completed = 0
  const options = { fetchClientSecret: async () => clientSecret, onComplete: () => { window.completed += 1 } }
  const root = createRoot(document.getElementById('here'))
  window.stop = () => root.unmount()
  root.render(createElement(StrictMode, {},
    createElement(EmbeddedCheckoutProvider, { stripe: loadStripe(key), options }, createElement(EmbeddedCheckout))))
}
window.attempt = async (key, options) => {
  const stripe = await loadStripe(key)
  return stripe.createEmbeddedCheckoutPage(options).then(() => 'created', ({ name, message }) => name + ': ' + message)
}`

interface HostPage {
  show: (key: string, clientSecret: string) => void
  stop: () => void
  attempt: (key: string, options?: object) => Promise<string>
  completed: number
}

let site: HostSite
let page: Page & { complaints: string[] }
let price: string

beforeAll(async () => {
  site = await openHostSite({ script: hostPage })
  page = await site.newPage()
  await site.routeStripe(page)
  const recurring = { interval: 'month' as const }
  const plan = { currency: 'eur', unit_amount: 4900, recurring, product_data: { name: 'Pro' } }
  price = (await site.stripe.prices.create(plan)).id
})
afterAll(() => site?.close())
beforeEach(() => page.goto(site.url))

const frame = () => page.frameLocator('iframe[name="embedded-checkout"]')

async function createSession(redirect: 'always' | 'never') {
  const customer = await site.stripe.customers.create({ email: 'ada@example.com' })
  return site.stripe.checkout.sessions.create({
    mode: 'subscription',
    ui_mode: 'embedded_page',
    customer: customer.id,
    line_items: [{ price, quantity: 1 }],
    redirect_on_completion: redirect,
    ...(redirect === 'always' ? { return_url: `${site.url}thanks?session={CHECKOUT_SESSION_ID}` } : {}),
  })
}

async function show(redirect: 'always' | 'never') {
  const { id, client_secret: secret } = await createSession(redirect)
  await page.evaluate(([key, secret]) => (window as unknown as HostPage).show(key, secret), [
    site.publishableKey,
    secret ?? '',
  ] as const)
  return id
}

async function pay(number: string) {
  await frame().getByLabel('Card number').fill(number)
  await frame().getByLabel('Expiration').fill('12 / 34')
  await frame().getByLabel('CVC').fill('123')
  await frame().getByLabel('Cardholder name').fill('Ada Lovelace')
  await frame().getByRole('button', { name: 'Subscribe' }).click()
}

describe('embedded checkout, with react-stripe-js unmodified', () => {
  it('takes a card in a frame of Stripe’s, and leads to the return address', async () => {
    const id = await show('always')
    await pay('4242424242424242')
    await page.waitForURL(`${site.url}thanks?session=${id}`)
    expect(await site.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
    })
    expect(page.complaints).toEqual([])
    expect(site.requests.join()).not.toContain('4242')
  })

  it('stays after a declined card, and takes the next one', async () => {
    const id = await show('never')
    await pay('4000000000000002')
    await frame().getByText('Your card was declined.').waitFor()
    await pay('4242424242424242')
    await frame().getByText('Your payment was received.').waitFor()
    await page.waitForFunction(() => (window as unknown as HostPage).completed === 1)
    expect(page.url()).toBe(site.url)
    expect((await site.stripe.checkout.sessions.retrieve(id)).status).toBe('complete')
  })

  it('asks the bank within the frame', async () => {
    const id = await show('never')
    await pay('4000002760003184')
    await frame().getByRole('button', { name: 'Fail authentication' }).click()
    await frame()
      .getByText(/unable to authenticate/)
      .waitFor()
    await pay('4000002760003184')
    await frame().getByRole('button', { name: 'Complete authentication' }).click()
    await frame().getByText('Your payment was received.').waitFor()
    expect((await site.stripe.checkout.sessions.retrieve(id)).status).toBe('complete')
  })

  it('keeps the client secret out of every address', async () => {
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    await show('never')
    await frame().getByLabel('Card number').waitFor()
    expect(addresses.filter((address) => address.includes('_secret_'))).toEqual([])
  })

  it.each([
    ['nothing to show', undefined, /IntegrationError: Missing value/],
    ['no client secret of a session', { clientSecret: 'pi_1_secret_2' }, /IntegrationError: Invalid value/],
    ['no function', { fetchClientSecret: 'cs_test_1' }, /IntegrationError: Invalid value .* function/],
  ])('throws for %s', async (_what, options, words) => {
    const said = await page.evaluate(
      ([key, options]) => (window as unknown as HostPage).attempt(key as string, options as object),
      [site.publishableKey, options] as const,
    )
    expect(said).toMatch(words)
  })

  it('allows one at a time', async () => {
    await show('never')
    await frame().getByLabel('Card number').waitFor()
    const said = await page.evaluate(
      (key) => (window as unknown as HostPage).attempt(key, { clientSecret: 'cs_test_1_secret_2' }),
      site.publishableKey,
    )
    expect(said).toBe('IntegrationError: You cannot have multiple Embedded Checkout objects.')
  })
})
