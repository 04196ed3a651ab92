import type { StripeCardCvcElement, StripeCardElement, StripeCardNumberElement } from '@stripe/stripe-js'
import { describe, expect, it } from 'vitest'
import { splitTypes, useCardPage } from './testing/card-page.ts'
import { challenge } from './testing/host-window.ts'

const { site, page, mount, fill } = await useCardPage()

function confirmWith(type: 'card' | 'cardNumber', method: 'confirmCardPayment' | 'confirmCardSetup', secret: string) {
  return page.evaluate(
    ([type, method, secret]) => {
      const card = window.elements.getElement(type as 'card') as StripeCardElement
      const confirm = window.stripe[method as 'confirmCardPayment']
      return confirm(secret as string, { payment_method: { card, billing_details: { name: 'Jenny Rosen' } } })
    },
    [type, method, secret] as const,
  )
}

const newPayment = () => site.stripe.paymentIntents.create({ amount: 1900, currency: 'usd' })

describe('stripe.confirmCardPayment', () => {
  it.each(['card', 'cardNumber'] as const)('pays with a %s Element', async (type) => {
    await mount(type === 'card' ? ['card'] : splitTypes)
    await fill(type)
    const { id, client_secret } = await newPayment()
    const result = await confirmWith(type, 'confirmCardPayment', client_secret ?? '')
    expect(result).toMatchObject({ paymentIntent: { id, status: 'succeeded' } })
    const paid = await site.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
    expect(paid.payment_method).toMatchObject({
      card: { last4: '4242', exp_month: 12, exp_year: 2034 },
      billing_details: { name: 'Jenny Rosen' },
    })
  })

  it('resolves with a decline, and takes the next card', async () => {
    await mount(['card'])
    await fill('card', '4000000000000002')
    const { client_secret } = await newPayment()
    const declined = await confirmWith('card', 'confirmCardPayment', client_secret ?? '')
    expect(declined).toMatchObject({ error: { type: 'card_error', code: 'card_declined' } })
    await fill('card')
    const paid = await confirmWith('card', 'confirmCardPayment', client_secret ?? '')
    expect(paid).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  })

  it('asks the bank', async () => {
    await mount(['card'])
    await fill('card', '4000002760003184')
    const { client_secret } = await newPayment()
    const confirming = confirmWith('card', 'confirmCardPayment', client_secret ?? '')
    await challenge(page).getByRole('button', { name: 'Complete' }).click()
    expect(await confirming).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  })

  it.each([
    ['', '', '', 'incomplete_number'],
    ['4242424242424242', '12', '123', 'incomplete_expiry'],
    ['4242424242424242', '1234', '1', 'incomplete_cvc'],
  ])('resolves with what is not complete: %s %s %s', async (number, expiry, cvc, code) => {
    const { client_secret } = await newPayment()
    await mount(['card'])
    await fill('card', number, expiry, cvc)
    const whole = await confirmWith('card', 'confirmCardPayment', client_secret ?? '')
    expect(whole).toMatchObject({ error: { type: 'validation_error', code, message: expect.any(String) } })
    await page.goto(site.url)
    await mount(splitTypes)
    await fill('cardNumber', number, expiry, cvc)
    expect(await confirmWith('cardNumber', 'confirmCardPayment', client_secret ?? '')).toEqual(whole)
  })

  it.each(['card', 'cardNumber'] as const)('keeps what is typed in a %s Element from the host', async (type) => {
    await mount(type === 'card' ? ['card'] : splitTypes)
    await fill(type)
    const { client_secret } = await newPayment()
    await confirmWith(type, 'confirmCardPayment', client_secret ?? '')
    const messages = await page.evaluate(() => window.messages.join())
    expect(messages).toContain('succeeded')
    for (const text of [messages, site.requests.join(), await page.content()]) {
      expect(text).not.toMatch(/4242 ?4242 ?4242 ?4242|12 \/ 34/)
    }
  })

  it('names that a saved card’s security code cannot be asked for', async () => {
    await mount(['cardCvc'])
    const { client_secret } = await newPayment()
    const confirming = page.evaluate((secret) => {
      const cvc = window.elements.getElement('cardCvc') as StripeCardCvcElement
      const payment_method_options = { card: { cvc } }
      return window.stripe.confirmCardPayment(secret, { payment_method: 'pm_card_visa', payment_method_options })
    }, client_secret ?? '')
    await expect(confirming).rejects.toThrow('not played by the Stripe twin yet')
  })

  it('throws for an element that is not on the page', async () => {
    await mount(['card'])
    await page.evaluate(() => window.elements.getElement('card')?.unmount())
    const { client_secret } = await newPayment()
    await expect(confirmWith('card', 'confirmCardPayment', client_secret ?? '')).rejects.toThrow('still mounted')
  })
})

describe('stripe.confirmCardSetup', () => {
  it('saves the card', async () => {
    const customer = (await site.stripe.customers.create({})).id
    const { client_secret } = await site.stripe.setupIntents.create({ customer })
    await mount(['card'])
    await fill('card')
    const result = await confirmWith('card', 'confirmCardSetup', client_secret ?? '')
    expect(result).toMatchObject({ setupIntent: { status: 'succeeded' } })
    expect((await site.stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1)
  })
})

describe('stripe.createPaymentMethod and stripe.createToken', () => {
  it.each(['card', 'cardNumber'] as const)('take the card of a %s Element', async (type) => {
    await mount(type === 'card' ? ['card'] : splitTypes)
    await fill(type)
    const made = await page.evaluate(async (type) => {
      const card = window.elements.getElement(type as 'cardNumber') as StripeCardNumberElement
      const { paymentMethod } = await window.stripe.createPaymentMethod({
        type: 'card',
        card,
        billing_details: { name: 'Jenny Rosen' },
        metadata: { order: '17' },
      })
      const { token } = await window.stripe.createToken(card, { name: 'Jenny Rosen', currency: 'usd' })
      return { paymentMethod, token }
    }, type)
    expect(made).toMatchObject({
      paymentMethod: {
        id: expect.stringMatching(/^pm_/),
        card: { brand: 'visa', last4: '4242' },
        billing_details: { name: 'Jenny Rosen' },
        metadata: { order: '17' },
      },
      token: {
        id: expect.stringMatching(/^tok_/),
        type: 'card',
        card: { last4: '4242', exp_year: 2034, name: 'Jenny Rosen' },
      },
    })
    const method = await site.stripe.paymentMethods.create({ type: 'card', card: { token: made.token?.id ?? '' } })
    expect(method.card?.last4).toBe('4242')
  })

  it('resolve with what is not complete', async () => {
    await mount(['card'])
    const made = await page.evaluate(async () => {
      const card = window.elements.getElement('card') as StripeCardElement
      return [await window.stripe.createPaymentMethod({ type: 'card', card }), await window.stripe.createToken(card)]
    })
    const error = { type: 'validation_error', code: 'incomplete_number' }
    expect(made).toMatchObject([{ error }, { error }])
  })

  it('refuse tokens of another kind by name', async () => {
    await mount(['card'])
    const making = page.evaluate(() => window.stripe.createToken('pii', { personal_id_number: '1' }))
    await expect(making).rejects.toThrow("stripe.createToken('pii') is not played by the Stripe twin yet")
  })
})
