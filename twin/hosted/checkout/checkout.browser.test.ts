import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HostSite, openHostSite } from '../../browser/testing/host-site.ts'
import { checkLooks, looks } from '../testing/check-looks.ts'

let site: HostSite
let price: string

beforeAll(async () => {
  site = await openHostSite()
  const plan = { currency: 'eur', unit_amount: 4900, recurring: { interval: 'month' as const } }
  price = (await site.stripe.prices.create({ ...plan, product_data: { name: 'Pro' } })).id
})
afterAll(() => site?.close())

/** A session that asks for all that one can ask for. */
async function createSession(params: object = {}) {
  const { stripe } = site
  const customer = await stripe.customers.create({ name: 'Globex', email: 'pay@globex.example' })
  const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await stripe.paymentMethods.update(saved.id, { allow_redisplay: 'always' })
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price, quantity: 2, adjustable_quantity: { enabled: true, minimum: 1 } }],
    success_url: `${site.url}?paid={CHECKOUT_SESSION_ID}`,
    allow_promotion_codes: true,
    billing_address_collection: 'required',
    phone_number_collection: { enabled: true },
    shipping_address_collection: { allowed_countries: ['DE', 'AT'] },
    tax_id_collection: { enabled: true },
    customer_update: { name: 'auto', address: 'auto', shipping: 'auto' },
    consent_collection: { terms_of_service: 'required', promotions: 'auto' },
    saved_payment_method_options: { payment_method_remove: 'enabled', payment_method_save: 'enabled' },
    subscription_data: { trial_period_days: 14 },
    custom_fields: [{ key: 'team', type: 'text', label: { type: 'custom', custom: 'Team' } }],
    ...params,
  })
}

describe('the checkout page in a browser', () => {
  it.each(looks)('is accessible and fits, also with what is missing: $width px, $colorScheme', async (look) => {
    const { url } = await createSession()
    const page = await site.newPage(look.width)
    await page.emulateMedia({ colorScheme: look.colorScheme })
    await page.goto(url ?? '')
    await checkLooks(page)
    await page.getByRole('button', { name: 'Start trial' }).click()
    await page.getByRole('alert').waitFor()
    await checkLooks(page)
    expect(page.complaints.filter((one) => !one.includes('402'))).toEqual([])
    await page.context().close()
  })

  it('asks for the details of the chosen way to pay alone, and pays when Enter is pressed', async () => {
    const { id, url } = await createSession({
      billing_address_collection: 'auto',
      phone_number_collection: { enabled: false },
      shipping_address_collection: undefined,
      consent_collection: undefined,
      custom_fields: undefined,
    })
    const page = await site.newPage()
    await page.goto(url ?? '')
    const number = page.getByLabel('Card number')
    const iban = page.getByLabel('IBAN')
    await expect.poll(async () => [await number.isVisible(), await iban.isVisible()]).toEqual([false, false])
    await page.getByRole('radio', { name: 'SEPA Direct Debit' }).check()
    await iban.waitFor()
    await expect.poll(() => number.isVisible()).toBe(false)
    await page.getByRole('radio', { name: 'Another card' }).check()
    await number.waitFor()
    await expect.poll(() => iban.isVisible()).toBe(false)
    await number.fill('4242424242424242')
    await page.getByLabel('Expiration').fill('12 / 34')
    await page.getByLabel('CVC').fill('123')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${site.url}?paid=${id}`)
    await page.context().close()
  })
  it('has the names by which tests of Stripe’s own page pay', async () => {
    const { id, url } = await site.stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price, quantity: 1 }],
      success_url: `${site.url}?paid={CHECKOUT_SESSION_ID}`,
      cancel_url: `${site.url}?canceled`,
      allow_promotion_codes: true,
    })
    const page = await site.newPage()
    await page.goto(url ?? '')
    await page.getByTestId('business-link').click()
    await page.waitForURL(`${site.url}?canceled`)
    await page.goto(url ?? '')
    await page.locator('form.PaymentForm-form').waitFor()
    await page.getByPlaceholder('email@example.com').fill('ada@example.com')
    await page.getByLabel('Add promotion code').fill('nothing')
    await page.locator('#promotionCode').press('Enter')
    await page.getByText('This code is invalid.').first().waitFor()
    await page.locator('#promotionCode').fill('')
    await page.getByTestId('card-accordion-item-button').click()
    await page.locator('#payment-method-accordion-item-title-card').check({ force: true })
    await page.getByPlaceholder('1234 1234 1234 1234').fill('4242424242424242')
    await page.locator('input[name=cardExpiry]').fill('1234')
    await page.locator('#cardCvc').fill('123')
    await page.getByPlaceholder('Full name on card').fill('Ada Lovelace')
    await page.locator('#billingPostalCode').fill('10001')
    await page.selectOption('#billingCountry', 'NL')
    await page.locator('#billingPostalCode').waitFor({ state: 'hidden' })
    await page.selectOption('#billingCountry', 'US')
    await page.locator('button.SubmitButton[data-testid="hosted-payment-submit-button"]').click()
    await page.waitForURL(`${site.url}?paid=${id}`)
    const { customer_details: details } = await site.stripe.checkout.sessions.retrieve(id)
    expect(details).toMatchObject({
      email: 'ada@example.com',
      name: 'Ada Lovelace',
      address: { country: 'US', postal_code: '10001', line1: null },
    })
    await page.context().close()
  })
})
