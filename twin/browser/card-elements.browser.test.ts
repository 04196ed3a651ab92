import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { useCardPage } from './testing/card-page.ts'

const { page, mount, inFrame, lastChange } = await useCardPage()

describe('the Card Element', () => {
  it('keeps its inputs, named as Stripe’s, in a frame of another origin', async () => {
    await mount(['card'])
    for (const name of ['cardnumber', 'exp-date', 'cvc', 'postal']) {
      await expect.poll(() => inFrame('card').locator(`input[name=${name}]`).count()).toBe(1)
    }
    for (const name of ['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode']) {
      await inFrame('card').locator(`[data-elements-stable-field-name=${name}]`).waitFor()
    }
    await inFrame('card').getByPlaceholder('Card number').waitFor()
    const iframe = page.locator('#card iframe')
    await expect.poll(() => iframe.getAttribute('name')).toMatch(/^__privateStripeFrame/)
    await expect.poll(() => iframe.getAttribute('title')).toBe('Secure card payment input frame')
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
    await expect.poll(() => page.locator('#card').getAttribute('class')).toContain('StripeElement--invalid')
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
    await expect.poll(() => inFrame('card').locator('[name=postal]').count()).toBe(0)
    await expect.poll(() => page.locator('#card').getAttribute('class')).toBe('field StripeElement--empty')
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
