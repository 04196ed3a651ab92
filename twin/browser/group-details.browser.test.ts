import { AxeBuilder } from '@axe-core/playwright'
import type { StripeAddressElement } from '@stripe/stripe-js'
import { describe, expect, it } from 'vitest'
import { fillCard, paymentFrame } from './testing/host-site.ts'
import { confirm, mountPayment } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

type Detail = 'address' | 'linkAuthentication' | 'expressCheckout'

const { site, page, key } = await useHostSite()

/** Adds an element to the group that `mountPayment` made; gives its `ready` event. */
async function add(type: Detail, options: object = {}) {
  return page.evaluate(
    ([type, options]) => {
      const place = document.createElement('div')
      place.id = type as string
      document.querySelector('main')?.append(place)
      const element = window.elements.create(type as 'address', options as never)
      element.on('change', (detail) => window.heard.push({ name: type as string, detail: { ...detail } }))
      return new Promise((resolve) => {
        element.on('ready', resolve)
        element.mount(place)
      })
    },
    [type, options] as const,
  )
}

const changeOf = (type: Detail) =>
  page.evaluate((type) => window.heard.findLast(({ name }) => name === type)?.detail, type)
const addressFrame = () => page.frameLocator('iframe[title="Secure address input frame"]')
const emailFrame = () => page.frameLocator('iframe[title="Secure email input frame"]')

async function fillAddress() {
  const frame = addressFrame()
  await frame.getByLabel('Full name').fill('Jenny Rosen')
  await frame.getByLabel('Country or region').selectOption('US')
  await frame.getByLabel('Address line 1').fill('510 Townsend St')
  await frame.getByLabel('City').fill('San Francisco')
  await frame.getByLabel('State').fill('CA')
  await frame.getByLabel('ZIP code').fill('94103')
}

const address = {
  line1: '510 Townsend St',
  line2: null,
  city: 'San Francisco',
  state: 'CA',
  postal_code: '94103',
  country: 'US',
}

async function mountPay() {
  const intent = await site.stripe.paymentIntents.create({ amount: 1900, currency: 'usd' })
  await mountPayment(page, key, { clientSecret: intent.client_secret })
  return intent
}

describe('the Address Element', () => {
  it('tells what is in it', async () => {
    await mountPay()
    await add('address', { mode: 'billing' })
    await expect.poll(() => changeOf('address')).toMatchObject({ elementType: 'address', empty: true, complete: false })
    await fillAddress()
    await expect
      .poll(() => changeOf('address'))
      .toEqual({
        elementType: 'address',
        elementMode: 'billing',
        empty: false,
        complete: true,
        isNewAddress: true,
        value: { name: 'Jenny Rosen', address },
      })
    const value = await page.evaluate(() =>
      (window.elements.getElement('address', { mode: 'billing' }) as StripeAddressElement).getValue(),
    )
    expect(value).toEqual({ complete: true, isNewAddress: true, value: { name: 'Jenny Rosen', address } })
  })

  it('gives the payment method its billing details, and the Payment Element less to ask', async () => {
    const { id } = await mountPay()
    await add('address', { mode: 'billing' })
    await fillAddress()
    await expect.poll(() => paymentFrame(page).getByLabel('Country').count()).toBe(0)
    await fillCard(page, '4242424242424242')
    expect(await confirm(page, 'confirmPayment')).toMatchObject({ paymentIntent: { status: 'succeeded' } })
    const paid = await site.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
    expect(paid.payment_method).toMatchObject({
      billing_details: { name: 'Jenny Rosen', address: { line1: '510 Townsend St', postal_code: '94103' } },
    })
  })

  it('gives the payment its shipping', async () => {
    const { id } = await mountPay()
    await add('address', { mode: 'shipping', fields: { phone: 'always' } })
    await fillAddress()
    await addressFrame().getByLabel('Phone number').fill('+15551234567')
    await fillCard(page, '4242424242424242')
    expect(await confirm(page, 'confirmPayment')).toMatchObject({ paymentIntent: { status: 'succeeded' } })
    expect((await site.stripe.paymentIntents.retrieve(id)).shipping).toMatchObject({
      name: 'Jenny Rosen',
      phone: '+15551234567',
      address: { city: 'San Francisco', country: 'US' },
    })
  })

  it('holds up a confirmation that it is not complete for', async () => {
    await mountPay()
    await add('address', { mode: 'billing' })
    await fillCard(page, '4242424242424242')
    const error = { type: 'validation_error', code: 'incomplete_name' }
    expect(await page.evaluate(() => window.elements.submit())).toMatchObject({ error })
    expect(await confirm(page, 'confirmPayment')).toMatchObject({ error })
  })

  it('begins with the default values, in the countries that are allowed, with the name in two', async () => {
    await mountPay()
    await add('address', {
      mode: 'shipping',
      display: { name: 'split' },
      allowedCountries: ['DE', 'FR'],
      defaultValues: { firstName: 'Jenny', lastName: 'Rosen', address: { line1: 'Hauptstr. 1', country: 'DE' } },
    })
    await expect.poll(() => addressFrame().getByLabel('Country or region').locator('option').count()).toBe(2)
    await expect.poll(() => addressFrame().getByLabel('State').isVisible()).toBe(false)
    await expect
      .poll(() => changeOf('address'))
      .toMatchObject({
        complete: false,
        value: { name: 'Jenny Rosen', firstName: 'Jenny', lastName: 'Rosen', address: { country: 'DE' } },
      })
  })

  it('needs a mode, and is one of each', async () => {
    await mountPay()
    await expect(add('address')).rejects.toThrow('mode should be one of')
    await add('address', { mode: 'billing' })
    await expect(add('address', { mode: 'billing' })).rejects.toThrow('Can only create one Element of type address')
  })
})

describe('the Link Authentication Element', () => {
  it('gives the payment method its e-mail', async () => {
    const { id } = await mountPay()
    await add('linkAuthentication')
    await emailFrame().getByLabel('Email').fill('jenny@example.com')
    await expect
      .poll(() => changeOf('linkAuthentication'))
      .toEqual({
        elementType: 'linkAuthentication',
        empty: false,
        complete: true,
        value: { email: 'jenny@example.com' },
      })
    await fillCard(page, '4242424242424242')
    expect(await confirm(page, 'confirmPayment')).toMatchObject({ paymentIntent: { status: 'succeeded' } })
    const paid = await site.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
    expect(paid.payment_method).toMatchObject({ billing_details: { email: 'jenny@example.com' } })
  })

  it.each([
    ['', 'incomplete_email'],
    ['jenny', 'incomplete_email'],
  ])('refuses "%s"', async (email, code) => {
    await mountPay()
    await add('linkAuthentication', { defaultValues: { email } })
    expect(await page.evaluate(() => window.elements.submit())).toMatchObject({ error: { code } })
  })
})

describe('the Express Checkout Element', () => {
  it('is ready with no wallet, and shows nothing', async () => {
    await mountPay()
    expect(await add('expressCheckout')).toEqual({
      elementType: 'expressCheckout',
      availablePaymentMethods: undefined,
    })
    await expect
      .poll(() => page.locator('#expressCheckout iframe').evaluate((frame) => frame.clientHeight))
      .toBeLessThan(10)
  })
})

describe('the elements of a group together', () => {
  it.each([320, 700])('are accessible and fit at %i px', async (width) => {
    await page.setViewportSize({ width, height: 800 })
    await mountPay()
    await add('address', { mode: 'shipping', fields: { phone: 'always' } })
    await add('linkAuthentication')
    await page.evaluate(() => window.elements.submit())
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0)
  })
})
