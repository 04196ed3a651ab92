import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Stripe } from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type HostSite, openHostSite } from './testing/host-site.ts'

let site: HostSite
let page: Page & { complaints: string[] }
let customer: string
let monthly: Stripe.Price
let once: Stripe.Price

beforeAll(async () => {
  site = await openHostSite()
  page = await site.newPage()
  const product_data = { name: 'Pro' }
  monthly = await site.stripe.prices.create({
    currency: 'eur',
    unit_amount: 1900,
    recurring: { interval: 'month' },
    product_data,
  })
  once = await site.stripe.prices.create({ currency: 'jpy', unit_amount: 500, product_data: { name: 'Handbook' } })
  customer = (await site.stripe.customers.create({})).id
  const success_url = `${site.url}thanks`
  await site.control('pricing_tables', { id: 'prctbl_plans', prices: [monthly.id, once.id], success_url })
  await site.control('buy_buttons', { id: 'buy_btn_handbook', price: once.id, success_url })
})
afterAll(() => site?.close())
beforeEach(() => page.goto(site.url))

async function show(tag: 'stripe-pricing-table' | 'stripe-buy-button', attributes: Record<string, string> = {}) {
  const id =
    tag === 'stripe-pricing-table' ? { 'pricing-table-id': 'prctbl_plans' } : { 'buy-button-id': 'buy_btn_handbook' }
  await page.evaluate(
    ([tag, attributes]) => {
      const element = document.createElement(tag as string)
      for (const [name, value] of Object.entries(attributes as object)) element.setAttribute(name, value)
      document.querySelector('#here')?.append(element)
    },
    [tag, { 'publishable-key': site.publishableKey, ...id, ...attributes }] as const,
  )
}

const table = () => page.frameLocator('iframe[title="Pricing table"]')
const button = () => page.frameLocator('iframe[title="Buy button"]')

async function mintSession(component: 'pricing_table' | 'buy_button') {
  const session = await site.stripe.customerSessions.create({
    customer,
    components: { [component]: { enabled: true } },
  })
  return session.client_secret
}

/** Clicks, and gives the checkout session at whose page the browser arrives. */
async function checkOut(frame: ReturnType<Page['frameLocator']>, name: RegExp): Promise<Stripe.Checkout.Session> {
  const before = page.url()
  await frame.getByRole('button', { name }).click()
  await page.waitForURL((url) => url.href !== before, { waitUntil: 'commit' })
  const [newest] = (await site.stripe.checkout.sessions.list({ limit: 1 })).data
  expect(page.url()).toBe(newest?.url)
  return newest as Stripe.Checkout.Session
}

describe('<stripe-pricing-table>', () => {
  it('shows its prices under a strict content security policy', async () => {
    await show('stripe-pricing-table')
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    expect(await table().getByText('€19.00').count()).toBe(1)
    expect(await table().getByText('¥500').count()).toBe(1)
    expect(page.complaints).toEqual([])
  })

  it.each([280, 900])('is accessible and fits at %i px', async (width) => {
    await page.setViewportSize({ width, height: 800 })
    await show('stripe-pricing-table')
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })

  it('leads to checkout for the customer of the session', async () => {
    await show('stripe-pricing-table', {
      'customer-session-client-secret': await mintSession('pricing_table'),
      'client-reference-id': 'order_17-b',
    })
    expect(await checkOut(table(), /Pro/)).toMatchObject({
      mode: 'subscription',
      customer,
      client_reference_id: 'order_17-b',
    })
  })

  it('sells without a customer, but with the e-mail, when there is no session', async () => {
    await show('stripe-pricing-table', { 'customer-email': 'jenny+location_FR@example.com' })
    expect(await checkOut(table(), /Handbook/)).toMatchObject({
      mode: 'payment',
      customer: null,
      customer_email: 'jenny+location_FR@example.com',
    })
  })

  it('drops a bad reference and a bad e-mail without a word', async () => {
    await show('stripe-pricing-table', { 'client-reference-id': 'a/b', 'customer-email': 'nobody' })
    expect(await checkOut(table(), /Pro/)).toMatchObject({ client_reference_id: null, customer_email: null })
  })

  it('sells to nobody’s account once the session has expired', async () => {
    await show('stripe-pricing-table', { 'customer-session-client-secret': await mintSession('pricing_table') })
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    await site.control('clock', { advance: 31 * 60 })
    expect(await checkOut(table(), /Pro/)).toMatchObject({ customer: null })
  })

  it('says what is wrong with a secret that nobody gave out', async () => {
    await show('stripe-pricing-table', { 'customer-session-client-secret': 'cuss_secret_none' })
    expect(await table().getByRole('alert').textContent()).toContain('customer session client secret')
  })

  it('leaves nothing behind when it is taken from the page', async () => {
    await show('stripe-pricing-table')
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    await page.evaluate(() => document.querySelector('stripe-pricing-table')?.remove())
    expect(await page.locator('iframe').count()).toBe(0)
  })
})

describe('<stripe-buy-button>', () => {
  it('leads to checkout for the customer of the session', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('buy_button') })
    expect(await checkOut(button(), /Buy now/)).toMatchObject({ mode: 'payment', customer })
  })

  it('refuses to sell once the session has expired', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('buy_button') })
    await button().getByRole('button').waitFor()
    await site.control('clock', { advance: 31 * 60 })
    await button().getByRole('button').click()
    expect(await button().getByRole('alert').textContent()).toContain('expired')
    expect(page.url()).toBe(site.url)
  })

  it('refuses a session for another component', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('pricing_table') })
    expect(await button().getByRole('alert').textContent()).toContain('buy_button')
  })
})

describe('POST /_twin/pricing_tables', () => {
  it.each([
    ['no prices', { prices: [], success_url: 'https://example.com' }, 'prices'],
    ['a price that there is not', { prices: ['price_none'], success_url: 'https://example.com' }, 'prices'],
    ['no address to go to afterwards', { prices: [''], success_url: 'thanks' }, 'prices'],
    ['an id of another kind', { id: 'table_1', success_url: 'https://example.com' }, 'id'],
  ])('refuses %s', async (_what, body, param) => {
    const answer = await site.control('pricing_tables', { prices: [monthly.id], ...body })
    expect(answer).toMatchObject({ error: { type: 'invalid_request_error', param } })
  })
})
