import { AxeBuilder } from '@axe-core/playwright'
import type { Stripe } from 'stripe'
import { beforeEach, describe, expect, it } from 'vitest'
import { fillCard, paymentFrame } from './testing/host-site.ts'
import { heardNames, mountPayment } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

type Features = Stripe.CustomerSessionCreateParams.Components.PaymentElement.Features

const { site, page, key } = await useHostSite()
let customer: string

beforeEach(async () => {
  customer = (await site.stripe.customers.create({})).id
})

async function saveCard(token: string, allow_redisplay: 'always' | 'limited' | 'unspecified' = 'always') {
  const method = await site.stripe.paymentMethods.create({ type: 'card', card: { token }, allow_redisplay })
  return site.stripe.paymentMethods.attach(method.id, { customer })
}

async function mintSession(features: Features) {
  const session = await site.stripe.customerSessions.create({
    customer,
    components: { payment_element: { enabled: true, features } },
  })
  return session.client_secret
}

async function mountWith(features: Features, options: object = { mode: 'setup', currency: 'eur' }) {
  return mountPayment(page, key, { ...options, customerSessionClientSecret: await mintSession(features) })
}

const savedRows = () => paymentFrame(page).getByRole('radio', { name: /••••/ })
const confirmPayment = () =>
  page.evaluate(() => window.stripe.confirmPayment({ elements: window.elements, redirect: 'if_required' }))

describe('payment_method_redisplay', () => {
  it('shows no saved card unless it is enabled', async () => {
    await saveCard('tok_visa')
    expect(await mountWith({})).toBe('ready')
    await expect.poll(() => savedRows().count()).toBe(0)
    await expect.poll(() => paymentFrame(page).getByLabel('Card number').isVisible()).toBe(true)
  })

  it('shows the cards that may always be shown, newest first', async () => {
    await saveCard('tok_visa')
    await saveCard('tok_mastercard')
    await saveCard('tok_amex', 'limited')
    await mountWith({ payment_method_redisplay: 'enabled' })
    const labels = paymentFrame(page).locator('label').filter({ hasText: '••••' })
    await expect
      .poll(() => labels.allTextContents())
      .toEqual([expect.stringContaining('Mastercard •••• 4444'), expect.stringContaining('Visa •••• 4242')])
    await expect.poll(() => savedRows().first().isChecked()).toBe(true)
    const change = () => page.evaluate(() => window.heard.find(({ name }) => name === 'change')?.detail)
    await expect.poll(change).toMatchObject({
      complete: true,
      value: { type: 'card', payment_method: { id: expect.stringMatching(/^pm_/) } },
    })
  })

  it.each([
    [['always', 'limited', 'unspecified'], 3],
    [['limited'], 1],
    [undefined, 1],
  ] as const)('filters by allow_redisplay: %s', async (filters, count) => {
    await saveCard('tok_visa', 'always')
    await saveCard('tok_visa', 'limited')
    await saveCard('tok_visa', 'unspecified')
    await mountWith({
      payment_method_redisplay: 'enabled',
      ...(filters && { payment_method_allow_redisplay_filters: [...filters] }),
    })
    await expect.poll(() => savedRows().count()).toBe(count)
  })

  it.each([
    [undefined, 3],
    [1, 1],
    [10, 4],
  ])('shows at most so many: %s', async (limit, count) => {
    for (let index = 0; index < 4; index++) await saveCard('tok_visa')
    await mountWith({ payment_method_redisplay: 'enabled', ...(limit && { payment_method_redisplay_limit: limit }) })
    await expect.poll(() => savedRows().count()).toBe(count)
  })

  it('pays with the chosen card', async () => {
    const older = await saveCard('tok_visa')
    await saveCard('tok_mastercard')
    const intent = await site.stripe.paymentIntents.create({ amount: 700, currency: 'eur', customer })
    await mountWith({ payment_method_redisplay: 'enabled' }, { clientSecret: intent.client_secret })
    await paymentFrame(page).getByText('Visa').click()
    expect(await confirmPayment()).toMatchObject({ paymentIntent: { status: 'succeeded', payment_method: older.id } })
  })
})

describe('payment_method_remove', () => {
  it('offers no removal unless it is enabled', async () => {
    await saveCard('tok_visa')
    await mountWith({ payment_method_redisplay: 'enabled' })
    await expect.poll(() => paymentFrame(page).getByRole('button').count()).toBe(0)
  })

  it('asks, takes the card from the customer, and says so', async () => {
    const card = await saveCard('tok_visa')
    await saveCard('tok_mastercard')
    await mountWith({ payment_method_redisplay: 'enabled', payment_method_remove: 'enabled' })
    const frame = paymentFrame(page)
    await frame.getByRole('button', { name: 'Remove Visa ending in 4242' }).click()
    await frame.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => savedRows().count()).toBe(2)
    await frame.getByRole('button', { name: 'Remove Visa ending in 4242' }).click()
    await frame.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.waitForFunction(() => window.heard.some(({ name }) => name === 'savedpaymentmethodremove'))
    const told = await page.evaluate(() => window.heard.find(({ name }) => name === 'savedpaymentmethodremove')?.detail)
    expect(told).toMatchObject({ success: true, payment_method: { id: card.id } })
    await expect.poll(() => savedRows().count()).toBe(1)
    expect((await site.stripe.paymentMethods.retrieve(card.id)).customer).toBeNull()
  })

  it('is accessible, the dialog too', async () => {
    await saveCard('tok_visa')
    await mountWith({
      payment_method_redisplay: 'enabled',
      payment_method_remove: 'enabled',
      payment_method_save: 'enabled',
    })
    const findViolations = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)
    expect(await findViolations()).toEqual([])
    await paymentFrame(page).getByRole('radio', { name: 'New card' }).check()
    expect(await findViolations()).toEqual([])
    await paymentFrame(page).getByRole('button', { name: 'Remove Visa' }).click()
    expect(await findViolations()).toEqual([])
  })

  it('cannot be had without the customer session’s leave', async () => {
    const card = await saveCard('tok_visa')
    const secret = await mintSession({ payment_method_redisplay: 'enabled' })
    const answer = await site.twin.fetch(`${site.base}/v1/elements/payment_methods/${card.id}/detach`, {
      method: 'POST',
      body: new URLSearchParams({ key, customer_session_client_secret: secret }),
    })
    expect(answer.status).toBe(400)
    expect((await site.stripe.paymentMethods.retrieve(card.id)).customer).toBe(customer)
  })
})

describe('payment_method_save', () => {
  const save = () => paymentFrame(page).getByLabel('Save payment details for future purchases')

  it('offers nothing unless it is enabled', async () => {
    await mountWith({})
    await expect.poll(() => save().count()).toBe(0)
  })

  it.each([
    [true, 'always', 'off_session'],
    [false, 'unspecified', null],
  ])('saves a paying card when ticked: %s', async (isTicked, allow_redisplay, usage) => {
    const intent = await site.stripe.paymentIntents.create({ amount: 700, currency: 'eur', customer })
    const features: Features = { payment_method_save: 'enabled', payment_method_save_usage: 'off_session' }
    await mountWith(features, { clientSecret: intent.client_secret })
    await fillCard(page, '4242424242424242')
    await save().setChecked(isTicked)
    expect(await confirmPayment()).toMatchObject({ paymentIntent: { status: 'succeeded' } })
    const paid = await site.stripe.paymentIntents.retrieve(intent.id, { expand: ['payment_method'] })
    expect(paid.setup_future_usage).toBe(usage)
    expect(paid.payment_method).toMatchObject({ allow_redisplay, customer: isTicked ? customer : null })
  })

  it.each([
    [true, 'always'],
    [false, 'limited'],
  ])('says of a set-up card whether it may be shown again: ticked %s', async (isTicked, allow_redisplay) => {
    const intent = await site.stripe.setupIntents.create({ customer })
    await mountWith(
      { payment_method_save: 'enabled', payment_method_save_usage: 'off_session' },
      { clientSecret: intent.client_secret },
    )
    await fillCard(page, '4242424242424242')
    await save().setChecked(isTicked)
    await page.evaluate(() => window.stripe.confirmSetup({ elements: window.elements, redirect: 'if_required' }))
    const [saved] = (await site.stripe.customers.listPaymentMethods(customer)).data
    expect(saved?.allow_redisplay).toBe(allow_redisplay)
  })

  it('cannot say the usage when the intent says it, too', async () => {
    const intent = await site.stripe.paymentIntents.create({
      amount: 700,
      currency: 'eur',
      customer,
      setup_future_usage: 'off_session',
    })
    const features: Features = { payment_method_save: 'enabled', payment_method_save_usage: 'off_session' }
    expect(await mountWith(features, { clientSecret: intent.client_secret })).toBe('loaderror')
  })
})

describe('the customer session', () => {
  it('is refused when it has expired before it was used', async () => {
    const customerSessionClientSecret = await mintSession({ payment_method_redisplay: 'enabled' })
    await site.control('clock', { advance: 31 * 60 })
    expect(await mountPayment(page, key, { mode: 'setup', customerSessionClientSecret })).toBe('loaderror')
    expect(await heardNames(page)).not.toContain('ready')
  })

  it('is good for another half hour once it was used', async () => {
    const customerSessionClientSecret = await mintSession({ payment_method_redisplay: 'enabled' })
    await site.control('clock', { advance: 20 * 60 })
    expect(await mountPayment(page, key, { mode: 'setup', customerSessionClientSecret })).toBe('ready')
    await site.control('clock', { advance: 20 * 60 })
    await page.goto(site.url)
    expect(await mountPayment(page, key, { mode: 'setup', customerSessionClientSecret })).toBe('ready')
    await site.control('clock', { advance: 20 * 60 })
    await page.goto(site.url)
    expect(await mountPayment(page, key, { mode: 'setup', customerSessionClientSecret })).toBe('loaderror')
  })

  it('is refused when it was made for another component', async () => {
    const { client_secret: customerSessionClientSecret } = await site.stripe.customerSessions.create({
      customer,
      components: { buy_button: { enabled: true } },
    })
    expect(await mountPayment(page, key, { mode: 'setup', customerSessionClientSecret })).toBe('loaderror')
  })

  it('replaces the one before it in a mounted element', async () => {
    await saveCard('tok_visa')
    await mountWith({})
    await expect.poll(() => savedRows().count()).toBe(0)
    const customerSessionClientSecret = await mintSession({ payment_method_redisplay: 'enabled' })
    await page.evaluate(
      (secret) => window.elements.update({ customerSessionClientSecret: secret } as never),
      customerSessionClientSecret,
    )
    await expect.poll(() => savedRows().count()).toBe(1)
  })
})
