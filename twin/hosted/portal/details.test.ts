import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestPortal, everything, testCard } from './testing.ts'

describe('payment methods in the portal', () => {
  const cards = async (stripe: Stripe, customer: string) => (await stripe.paymentMethods.list({ customer })).data
  const payer = async (stripe: Stripe, customer: string) =>
    ((await stripe.customers.retrieve(customer)) as Stripe.Customer).invoice_settings.default_payment_method

  it('adds a card, makes it the default or not, and removes one', async () => {
    const { open, stripe, customer } = await createTestPortal()
    const first = await payer(stripe, customer.id)
    const person = await (await open()).follow('Add payment method')
    await person.press('Add', { ...testCard('5555555555554444'), is_default: '' })
    expect(person.sees('Mastercard •••• 4444')).toBe(true)
    expect(await payer(stripe, customer.id)).toBe(first)
    await person.press('Make default')
    expect(await payer(stripe, customer.id)).not.toBe(first)
    await (await person.follow('Remove: Visa')).press('Remove')
    expect((await cards(stripe, customer.id)).map((method) => method.card?.last4)).toEqual(['4444'])
  })

  it('says what a declined card says, and keeps nothing of it', async () => {
    const { open, stripe, customer } = await createTestPortal()
    const person = await (await open()).follow('Add payment method')
    for (const [fields, words] of [
      [testCard('4000000000000002'), 'Your card was declined.'],
      [testCard('4242424242424241'), 'Your card number is incorrect.'],
      [{ ...testCard('4242424242424242'), cardExpiry: '' }, 'expiration date'],
    ] as const) {
      await person.press('Add', fields)
      expect(person.status).toBe(400)
      expect(person.sees(words), words).toBe(true)
    }
    expect(await cards(stripe, customer.id)).toHaveLength(1)
    await person.press('Add', testCard('4242424242424242'))
    expect(await cards(stripe, customer.id)).toHaveLength(2)
  })

  it('asks the bank where the card wants it', async () => {
    const { open, stripe, customer } = await createTestPortal()
    const person = await (await open()).follow('Add payment method')
    await person.press('Add', testCard('4000002760003184'))
    await person.press('Fail authentication')
    expect(person.sees('We are unable to authenticate')).toBe(true)
    expect(await cards(stripe, customer.id)).toHaveLength(1)
    await (await person.follow('Add payment method')).press('Add', testCard('4000002760003184'))
    await person.press('Complete authentication')
    const [added] = await cards(stripe, customer.id)
    expect(added?.card?.last4).toBe('3184')
    expect(await payer(stripe, customer.id)).toBe(added?.id)
  })
})

describe('billing information in the portal', () => {
  it('changes name, e-mail, address and tax id, and refuses half an e-mail address', async () => {
    const { open, stripe, customer } = await createTestPortal()
    const person = await (await open()).follow('Update information')
    await person.press('Save', { email: 'half@' })
    expect(person.sees('Enter a complete e-mail address')).toBe(true)
    await person.press('Save', {
      name: 'Globex GmbH',
      email: 'new@globex.example',
      address_line1: 'Gasse 1',
      address_country: 'AT',
      tax_id_type: 'eu_vat',
      tax_id_value: 'ATU12345678',
    })
    expect(person.sees('Your billing information was saved.') && person.sees('ATU12345678')).toBe(true)
    expect(await stripe.customers.retrieve(customer.id, { expand: ['tax_ids'] })).toMatchObject({
      name: 'Globex GmbH',
      email: 'new@globex.example',
      address: { line1: 'Gasse 1', country: 'AT', line2: null },
      tax_ids: { data: [{ type: 'eu_vat', value: 'ATU12345678', country: 'AT' }] },
    })
    await (await person.follow('Update information')).press('Save', {
      remove_tax_id: (await stripe.customers.listTaxIds(customer.id)).data[0]?.id ?? '',
    })
    expect((await stripe.customers.listTaxIds(customer.id)).data).toEqual([])
  })

  it('leaves alone what the configuration does not let change', async () => {
    const { stripe, customer, createSession, twin } = await createTestPortal({
      ...everything,
      customer_update: { enabled: true, allowed_updates: ['phone'] },
    })
    const { url } = await createSession()
    const body = new URLSearchParams({ name: 'Mallory', email: 'm@evil.example', phone: '+49 1' })
    await twin.fetch(`${url}/customer`, { method: 'POST', body, redirect: 'manual' })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      name: 'Globex',
      email: 'pay@globex.example',
      phone: '+49 1',
    })
  })
})
