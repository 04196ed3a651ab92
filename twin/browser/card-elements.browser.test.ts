import { AxeBuilder } from '@axe-core/playwright'
import type { StripeCardElement, StripeCardNumberElement } from '@stripe/stripe-js'
import { describe, expect, it } from 'vitest'
import { challenge } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

type CardType = 'card' | 'cardNumber' | 'cardExpiry' | 'cardCvc'

const { site, page, key } = await useHostSite()

/** Mounts elements of these types, each in a place of its own; waits until all are ready. */
async function mount(types: CardType[], options: object = {}) {
  await page.evaluate(
    async ([key, types, options]) => {
      window.heard = []
      window.stripe = (window.Stripe as NonNullable<typeof window.Stripe>)(key as string)
      window.elements = window.stripe.elements()
      const mounting = (types as string[]).map((type) => {
        const place = document.createElement('div')
        place.id = type
        document.querySelector('#here')?.append(place)
        const element = window.elements.create(type as 'card', options as never) as StripeCardElement
        for (const name of ['change', 'focus', 'blur', 'escape', 'ready'] as const) {
          element.on(name as 'change', (detail) => window.heard.push({ name, detail: { ...detail } }))
        }
        element.mount(place)
        return new Promise<void>((resolve) => element.on('ready', () => resolve()))
      })
      await Promise.all(mounting)
    },
    [key, types, options] as const,
  )
}

const inFrame = (type: CardType) => page.frameLocator(`#${type} iframe`)
const lastChange = () => page.evaluate(() => window.heard.findLast(({ name }) => name === 'change')?.detail)

async function fillLine(number = '4242424242424242', expiry = '1234', cvc = '123') {
  const frame = inFrame('card')
  await frame.locator('[name=cardnumber]').fill(number)
  await frame.locator('[name=exp-date]').fill(expiry)
  await frame.locator('[name=cvc]').fill(cvc)
}

async function fillSplit(number = '4242424242424242', expiry = '1234', cvc = '123') {
  await inFrame('cardNumber').locator('[name=cardnumber]').fill(number)
  await inFrame('cardExpiry').locator('[name=exp-date]').fill(expiry)
  await inFrame('cardCvc').locator('[name=cvc]').fill(cvc)
}

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

describe('the Card Element', () => {
  it('keeps its inputs, named as Stripe’s, in a frame of another origin', async () => {
    await mount(['card'])
    for (const name of ['cardnumber', 'exp-date', 'cvc', 'postal']) {
      expect(await inFrame('card').locator(`input[name=${name}]`).count()).toBe(1)
    }
    const iframe = page.locator('#card iframe')
    expect(await iframe.getAttribute('name')).toMatch(/^__privateStripeFrame/)
    expect(await iframe.getAttribute('title')).toBe('Secure card payment input frame')
    expect(page.complaints).toEqual([])
  })

  it.each([
    ['4', { brand: 'visa', empty: false, complete: false, error: undefined }],
    ['37', { brand: 'amex', complete: false }],
    ['55', { brand: 'mastercard' }],
    ['6011', { brand: 'discover' }],
    ['3056', { brand: 'diners' }],
    ['3566', { brand: 'jcb' }],
    ['62', { brand: 'unionpay' }],
    ['9', { brand: 'unknown' }],
    ['4242424242424241', { error: { type: 'validation_error', code: 'invalid_number', message: expect.any(String) } }],
  ])('tells of a change after %s', async (typed, change) => {
    await mount(['card'])
    await inFrame('card').locator('[name=cardnumber]').fill(typed)
    await expect.poll(lastChange).toMatchObject({ elementType: 'card', value: { postalCode: '' }, ...change })
  })

  it.each([
    ['[name=cardnumber]', '4242', 'incomplete_number'],
    ['[name=exp-date]', '12', 'incomplete_expiry'],
    ['[name=exp-date]', '1220', 'invalid_expiry_year_past'],
    ['[name=cvc]', '1', 'incomplete_cvc'],
  ])('says what is wrong once %s with %s is left', async (field, typed, code) => {
    await mount(['card'])
    await inFrame('card').locator(field).fill(typed)
    await inFrame('card').locator(field).blur()
    await expect.poll(lastChange).toMatchObject({ error: { code }, complete: false })
    expect(await page.locator('#card').getAttribute('class')).toContain('StripeElement--invalid')
  })

  it('goes on to the next field by itself, until it is complete', async () => {
    await mount(['card'])
    await inFrame('card').locator('[name=cardnumber]').focus()
    await page.keyboard.type('42424242424242421234123')
    await expect.poll(lastChange).toMatchObject({ complete: true, empty: false, brand: 'visa' })
    const classes = (await page.locator('#card').getAttribute('class'))?.split(' ').toSorted()
    expect(classes).toEqual(['StripeElement', 'StripeElement--complete', 'StripeElement--focus'])
  })

  it('draws the style and the classes that it is given, and hides what it shall', async () => {
    const style = { base: { color: '#123456', '::placeholder': { color: '#654321' } } }
    await mount(['card'], { style, classes: { base: 'field' }, hidePostalCode: true })
    const color = await inFrame('card')
      .locator('[name=cvc]')
      .evaluate((input) => getComputedStyle(input).color)
    expect(color).toBe('rgb(18, 52, 86)')
    expect(await inFrame('card').locator('[name=postal]').count()).toBe(0)
    expect(await page.locator('#card').getAttribute('class')).toBe('field StripeElement--empty')
  })

  it('is accessible', async () => {
    await mount(['card'])
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })
})

describe('an Elements group', () => {
  it('takes either a Card Element or its parts', async () => {
    await mount(['card'])
    const creating = page.evaluate(() => void window.elements.create('cardNumber'))
    await expect(creating).rejects.toThrow('Cannot create an Element of type cardNumber after an Element of type card')
  })
})

describe('stripe.confirmCardPayment', () => {
  it.each([
    ['card', fillLine],
    ['cardNumber', fillSplit],
  ] as const)('pays with a %s Element', async (type, fill) => {
    await mount(type === 'card' ? ['card'] : ['cardNumber', 'cardExpiry', 'cardCvc'])
    await fill()
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
    await fillLine('4000000000000002')
    const { client_secret } = await newPayment()
    const declined = await confirmWith('card', 'confirmCardPayment', client_secret ?? '')
    expect(declined).toMatchObject({ error: { type: 'card_error', code: 'card_declined' } })
    await fillLine()
    const paid = await confirmWith('card', 'confirmCardPayment', client_secret ?? '')
    expect(paid).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  })

  it('asks the bank', async () => {
    await mount(['card'])
    await fillLine('4000002760003184')
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
    await fillLine(number, expiry, cvc)
    const whole = await confirmWith('card', 'confirmCardPayment', client_secret ?? '')
    expect(whole).toMatchObject({ error: { type: 'validation_error', code, message: expect.any(String) } })
    await page.goto(site.url)
    await mount(['cardNumber', 'cardExpiry', 'cardCvc'])
    await fillSplit(number, expiry, cvc)
    expect(await confirmWith('cardNumber', 'confirmCardPayment', client_secret ?? '')).toEqual(whole)
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
    await fillLine()
    const result = await confirmWith('card', 'confirmCardSetup', client_secret ?? '')
    expect(result).toMatchObject({ setupIntent: { status: 'succeeded' } })
    expect((await site.stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1)
  })
})

describe('stripe.createPaymentMethod and stripe.createToken', () => {
  it.each(['card', 'cardNumber'] as const)('take the card of a %s Element', async (type) => {
    await mount(type === 'card' ? ['card'] : ['cardNumber', 'cardExpiry', 'cardCvc'])
    await (type === 'card' ? fillLine() : fillSplit())
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
