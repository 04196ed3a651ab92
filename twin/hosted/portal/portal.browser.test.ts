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
    '/subscriptions/:subscription/cancel/reason',
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
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('Your card was declined.')
    await give('4242424242424242')
    await page.waitForURL(`${site.url}?done=1`)
    expect(page.complaints).toEqual([])
    await page.context().close()
  })

  it('has the names by which tests of Stripe’s own portal find their way', async () => {
    const page = await site.newPage()
    await page.goto((await createSession()).url)
    await page.locator('[data-test="update-subscription"]').click()
    const card = page.getByTestId('pricing-table').getByTestId('pricing-table-card')
    await page.getByTestId('portal-quantity-editor').fill('3')
    await card
      .filter({ hasText: /^Pro.*per year.*Select$/ })
      .getByRole('button')
      .click()
    await page.getByTestId('continue-button').click()
    await page.getByTestId('confirm').click()
    await page.getByText('Your subscription was updated.').waitFor()
    const { items } = await site.stripe.subscriptions.retrieve(subscription.id)
    expect(items.data[0]).toMatchObject({ quantity: 3, price: { recurring: { interval: 'year' } } })

    await page.locator('[data-test="cancel-subscription"]').click()
    await page.getByTestId('confirm').click()
    await page.locator('[data-test="cancel-reason-opt-too_expensive"]').check()
    await page.getByTestId('cancellation_reason_submit').click()
    await page.getByText('Your subscription was canceled.').waitFor()
    const canceled = await site.stripe.subscriptions.retrieve(subscription.id)
    expect(canceled.cancellation_details).toMatchObject({ feedback: 'too_expensive' })

    await page.getByRole('link', { name: 'Add payment method' }).click()
    await page.getByPlaceholder('1234 1234 1234').fill('5555555555554444')
    await page.getByPlaceholder('MM / YY').fill('12 / 34')
    await page.getByPlaceholder('CVC').fill('123')
    await page.getByTestId('confirm').click()
    await page.getByText('Mastercard •••• 4444, expires 12/34').waitFor()
    await page.getByTestId('hip-link').first().waitFor()
    await page.getByTestId('return-to-business-link').click()
    await page.waitForURL(site.url)
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
