import type { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HostSite, openHostSite } from '../../browser/testing/host-site.ts'
import { checkLooks, looks } from '../testing/check-looks.ts'
import { everything } from './testing.ts'

let site: HostSite
let customer: Stripe.Customer
let subscription: Stripe.Subscription
let configuration: Stripe.BillingPortal.Configuration

beforeAll(async () => {
  site = await openHostSite()
  const { stripe } = site
  const product = await stripe.products.create({ name: 'Pro' })
  const price = (interval: 'month' | 'year') =>
    stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 4900, recurring: { interval } })
  const [monthly, yearly] = [await price('month'), await price('year')]
  customer = await stripe.customers.create({
    name: 'Globex',
    email: 'pay@globex.example',
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id })
  subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
  configuration = await stripe.billingPortal.configurations.create({
    login_page: { enabled: true },
    features: {
      ...everything,
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price', 'quantity', 'promotion_code'],
        products: [{ product: product.id, prices: [monthly.id, yearly.id] }],
      },
    },
  })
})
afterAll(() => site?.close())

const createSession = (params: Stripe.BillingPortal.SessionCreateParams = {}) =>
  site.stripe.billingPortal.sessions.create({
    customer: customer.id,
    configuration: configuration.id,
    return_url: site.url,
    ...params,
  })

describe('the portal in a browser', () => {
  const paths = [
    '',
    '/subscriptions/:subscription/update',
    '/subscriptions/:subscription/update/confirm?quantity=3&promotion_code=nothing',
    '/subscriptions/:subscription/cancel',
    '/subscriptions/:subscription/pause',
    '/payment-methods/new',
    '/customer',
  ]
  const views = looks.flatMap((look) => paths.map((path) => ({ ...look, path })))

  it.each(views)('is accessible and fits: "$path" at $width px, $colorScheme', async ({ width, colorScheme, path }) => {
    const { url } = await createSession()
    const page = await site.newPage(width)
    await page.emulateMedia({ colorScheme })
    await page.goto(url + path.replace(':subscription', subscription.id))
    await checkLooks(page)
    expect(page.complaints).toEqual([])
    await page.context().close()
  })

  it.each(looks)('lets people sign in: $width px, $colorScheme', async ({ width, colorScheme }) => {
    const page = await site.newPage(width)
    await page.emulateMedia({ colorScheme })
    await page.goto(configuration.login_page.url ?? '')
    await checkLooks(page)
    await page.context().close()
  })

  it('leads a person through a flow with a declined card, and back to the host on another site', async () => {
    const { url } = await createSession({
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: `${site.url}?done=1` } },
      },
    })
    const page = await site.newPage()
    await page.goto(url)
    const give = async (number: string) => {
      await page.getByLabel('Card number').fill(number)
      await page.getByLabel('Expiration').fill('12 / 34')
      await page.getByLabel('CVC').fill('123')
      await page.getByRole('button', { name: 'Add' }).click()
    }
    await give('4000000000000002')
    expect(await page.getByRole('alert').textContent()).toBe('Your card was declined.')
    await give('4242424242424242')
    await page.waitForURL(`${site.url}?done=1`)
    expect(page.complaints).toEqual([])
    await page.context().close()
  })

  it('cannot be framed', async () => {
    const { url } = await createSession()
    const answer = await site.twin.fetch(url)
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  })
})
