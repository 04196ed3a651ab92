import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { fillCard, paymentFrame } from './testing/host-site.ts'
import { challenge, confirm, mountPayment } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

const { site, page, key } = await useHostSite()
const customer = (await site.stripe.customers.create({})).id

async function mountPay() {
  const intent = await site.stripe.paymentIntents.create({ amount: 1900, currency: 'eur', customer })
  await mountPayment(page, key, { clientSecret: intent.client_secret })
  return intent
}

describe('stripe.confirmPayment', () => {
  it.each([
    ['de', '4000000000000002', 'Ihre Karte wurde abgelehnt.'],
    ['fr', '4000000000000069', 'Votre carte a expiré.'],
    ['en', '4000000000009995', 'Your card has insufficient funds.'],
  ])('says in the language of its elements why a card is refused: %s', async (locale, number, message) => {
    const { client_secret } = await site.stripe.paymentIntents.create({ amount: 1900, currency: 'eur' })
    await mountPayment(page, key, { clientSecret: client_secret, locale })
    const fill = (name: string, value: string) => paymentFrame(page).locator(`[name=${name}]`).fill(value)
    await fill('number', number)
    await fill('expiry', '12 / 34')
    await fill('cvc', '123')
    expect(await confirm(page, 'confirmPayment')).toMatchObject({ error: { type: 'card_error', message } })
  })

  it.each([
    [{ currency: 'usd' }, 'The provided currency (usd) does not match the expected currency (eur).'],
    [
      { setup_future_usage: 'off_session' as const },
      'The provided setup_future_usage (off_session) does not match the expected setup_future_usage (null).',
    ],
  ])('refuses an intent that is not as its elements were told: %j', async (other, message) => {
    await mountPayment(page, key, { mode: 'payment', amount: 1900, currency: 'eur' })
    await fillCard(page, '4242424242424242')
    await page.evaluate(() => window.elements.submit())
    const { id, client_secret } = await site.stripe.paymentIntents.create({ amount: 1900, currency: 'eur', ...other })
    const clientSecret = client_secret ?? ''
    expect(await confirm(page, 'confirmPayment', { clientSecret, redirect: 'if_required' })).toMatchObject({
      error: { type: 'invalid_request_error', message: expect.stringContaining(message) },
    })
    expect((await site.stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method')
  })

  it('pays, and refuses to pay again', async () => {
    const { id } = await mountPay()
    await fillCard(page, '4242424242424242')
    expect(await confirm(page, 'confirmPayment')).toMatchObject({ paymentIntent: { id, status: 'succeeded' } })
    expect(await confirm(page, 'confirmPayment')).toMatchObject({ error: { code: 'payment_intent_unexpected_state' } })
  })

  it('resolves with the decline and its intent', async () => {
    const { id } = await mountPay()
    await fillCard(page, '4000000000000002')
    expect(await confirm(page, 'confirmPayment')).toMatchObject({
      error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'generic_decline',
        message: 'Your card was declined.',
        payment_intent: { id },
      },
    })
  })

  it.each(['4000002500003155', '4000002760003184'])('asks to authenticate %s: completed', async (number) => {
    const { id } = await mountPay()
    await fillCard(page, number)
    const confirming = confirm(page, 'confirmPayment')
    await challenge(page).getByRole('button', { name: 'Complete' }).click()
    expect(await confirming).toMatchObject({ paymentIntent: { id, status: 'succeeded' } })
    await expect.poll(() => page.locator('iframe[title="Secure authentication frame"]').count()).toBe(0)
  })

  it.each([320, 900])('shows an accessible bank at %i px', async (width) => {
    await page.setViewportSize({ width, height: 800 })
    await mountPay()
    await fillCard(page, '4000002760003184')
    const confirming = confirm(page, 'confirmPayment')
    await challenge(page).getByRole('button', { name: 'Fail' }).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await challenge(page).getByRole('button', { name: 'Fail' }).click()
    await confirming
  })

  it('asks to authenticate: failed, and another card pays', async () => {
    const { id } = await mountPay()
    await fillCard(page, '4000002760003184')
    const confirming = confirm(page, 'confirmPayment')
    await challenge(page).getByRole('button', { name: 'Fail' }).click()
    expect(await confirming).toMatchObject({
      error: {
        code: 'payment_intent_authentication_failure',
        payment_intent: { id, status: 'requires_payment_method' },
      },
    })
    await fillCard(page, '4242424242424242')
    expect(await confirm(page, 'confirmPayment')).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  })

  it('keeps the card number from the host window and its server', async () => {
    await mountPay()
    await fillCard(page, '4242424242424242')
    await confirm(page, 'confirmPayment')
    const messages = await page.evaluate(() => window.messages.join())
    expect(messages).toContain('succeeded')
    for (const text of [messages, site.requests.join(), await page.content()]) {
      expect(text).not.toMatch(/4242 ?4242 ?4242 ?4242/)
    }
  })

  it('takes what the page collects itself, and asks for it', async () => {
    const intent = await site.stripe.paymentIntents.create({ amount: 1900, currency: 'eur' })
    const fields = { billingDetails: { address: { country: 'never', postalCode: 'never' } } }
    await mountPayment(page, key, { clientSecret: intent.client_secret }, { fields })
    await expect.poll(() => paymentFrame(page).getByLabel('Country').count()).toBe(0)
    await fillCard(page, '4242424242424242')
    await expect(confirm(page, 'confirmPayment')).rejects.toThrow('fields.billing_details.address.country')
    const billing_details = { address: { country: 'DE', postal_code: '10115' } }
    const result = await confirm(page, 'confirmPayment', {
      redirect: 'if_required',
      confirmParams: { payment_method_data: { billing_details } },
    })
    const paid = await site.stripe.paymentIntents.retrieve(intent.id, { expand: ['payment_method'] })
    expect(result).toMatchObject({ paymentIntent: { status: 'succeeded' } })
    expect(paid.payment_method).toMatchObject({ billing_details })
  })
})

describe('stripe.createConfirmationToken', () => {
  it('makes a token by which the server confirms', async () => {
    await mountPayment(page, key, { mode: 'payment', amount: 1900, currency: 'eur' })
    await fillCard(page, '4242424242424242')
    const made = await page.evaluate(async () => {
      await window.elements.submit()
      return window.stripe.createConfirmationToken({ elements: window.elements })
    })
    expect(made).toMatchObject({ confirmationToken: { payment_method_preview: { card: { last4: '4242' } } } })
    const intent = await site.stripe.paymentIntents.create({
      amount: 1900,
      currency: 'eur',
      confirm: true,
      confirmation_token: made.confirmationToken?.id ?? '',
    })
    expect(intent.status).toBe('succeeded')
  })
})

describe('calls without an element', () => {
  it('retrieve an intent, or say that the secret is wrong', async () => {
    const intent = await site.stripe.paymentIntents.create({ amount: 500, currency: 'usd' })
    const found = await page.evaluate(
      ([key, secret]) => {
        const stripe = window.Stripe?.(key as string)
        return Promise.all([
          stripe?.retrievePaymentIntent(secret as string),
          stripe?.retrievePaymentIntent(`${secret}x`),
        ])
      },
      [key, intent.client_secret] as const,
    )
    expect(found).toMatchObject([
      { paymentIntent: { id: intent.id, amount: 500 } },
      { error: { type: 'invalid_request_error' } },
    ])
  })

  it('confirm with a saved card, through authentication', async () => {
    const intent = await site.stripe.paymentIntents.create({ amount: 500, currency: 'usd' })
    const confirming = page.evaluate(
      ([key, secret]) =>
        window
          .Stripe?.(key as string)
          .confirmCardPayment(secret as string, { payment_method: 'pm_card_authenticationRequired' }),
      [key, intent.client_secret] as const,
    )
    await challenge(page).getByRole('button', { name: 'Complete' }).click()
    expect(await confirming).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  })

  it('handle the next action of an intent that the server confirmed', async () => {
    const intent = await site.stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      confirm: true,
      use_stripe_sdk: true,
      payment_method: 'pm_card_authenticationRequired',
    })
    const handling = page.evaluate(
      ([key, clientSecret]) =>
        window.Stripe?.(key as string).handleNextAction({ clientSecret: clientSecret as string }),
      [key, intent.client_secret] as const,
    )
    await challenge(page).getByRole('button', { name: 'Complete' }).click()
    expect(await handling).toMatchObject({ paymentIntent: { id: intent.id, status: 'succeeded' } })
  })
})
