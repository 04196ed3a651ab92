import { describe, expect, it } from 'vitest'
import { knownCard, openTestCheckout, testCard } from './testing.ts'

const address = (prefix: string) => ({
  [`${prefix}Country`]: 'DE',
  [`${prefix}AddressLine1`]: 'Hauptstr. 1',
  [`${prefix}PostalCode`]: '10115',
  [`${prefix}Locality`]: 'Berlin',
})
const berlin = { country: 'DE', line1: 'Hauptstr. 1', line2: null, postal_code: '10115', city: 'Berlin', state: null }

describe('what the checkout page asks for', () => {
  it('is named where it is missing, kept where it was typed, and stands in the session', async () => {
    const { stripe, open, current } = await openTestCheckout()
    const page = await open({
      billing_address_collection: 'required',
      phone_number_collection: { enabled: true },
      shipping_address_collection: { allowed_countries: ['DE', 'AT'] },
      name_collection: { business: { enabled: true }, individual: { enabled: true, optional: true } },
      consent_collection: { terms_of_service: 'required', promotions: 'auto' },
      custom_text: { submit: { message: 'See [our terms](https://example.com/terms).' } },
    })
    expect(page.text).toContain('<a href="https://example.com/terms">our terms</a>')
    expect(page.text.match(/<option value="FR"/g)).toHaveLength(1)
    await page.press('Subscribe', { email: 'ada', phoneNumber: '1', billingAddressLine1: 'Hauptstr. 1' })
    expect(page.alert).toContain('Enter a complete e-mail address')
    expect(page.alert).toContain('Agree to the terms of service to go on.')
    expect(page.text).toMatch(/id="billingLocality"[^>]*aria-invalid="true" aria-describedby="billingLocality-problem"/)
    expect(page.text).toContain('value="Hauptstr. 1"')
    await page.press('Subscribe', {
      ...testCard(),
      email: 'ada@example.com',
      phoneNumber: '+49 30 901820',
      businessName: 'Analytical Engines',
      shippingName: 'Ada',
      termsOfServiceConsentCheckbox: 'yes',
      ...address('billing'),
      ...address('shipping'),
    })
    const session = await current()
    expect(session).toMatchObject({
      status: 'complete',
      consent: { terms_of_service: 'accepted', promotions: 'opt_out' },
      customer_details: { address: berlin, phone: '+49 30 901820', business_name: 'Analytical Engines' },
      collected_information: { shipping_details: { name: 'Ada', address: berlin } },
    })
    const customer = await stripe.customers.retrieve(session.customer as string)
    expect(customer).toMatchObject({ email: 'ada@example.com', address: berlin, shipping: { name: 'Ada' } })
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data
    expect(method?.billing_details).toMatchObject({ address: berlin, email: 'ada@example.com', name: 'Ada Lovelace' })
  })

  it('puts the answers to the host’s own questions into the session', async () => {
    const { open, current } = await openTestCheckout()
    const page = await open({
      custom_fields: [
        { key: 'team', type: 'text', label: { type: 'custom', custom: 'Team' }, text: { minimum_length: 3 } },
        { key: 'seats', type: 'numeric', label: { type: 'custom', custom: 'Seats' }, optional: true },
        {
          key: 'from',
          type: 'dropdown',
          label: { type: 'custom', custom: 'Heard from' },
          dropdown: { options: [{ label: 'A friend', value: 'friend' }] },
        },
      ],
    })
    await page.press('Subscribe', { ...testCard(), 'custom-team': 'AB', 'custom-seats': 'x' })
    expect(page.alert).toBe('Team: at least 3, at most 255 characters. Seats: digits only. Fill in: Heard from.')
    await page.press('Subscribe', { ...testCard(), 'custom-team': 'Ops', 'custom-seats': '', 'custom-from': 'friend' })
    expect((await current()).custom_fields).toMatchObject([
      { key: 'team', text: { value: 'Ops' } },
      { key: 'seats', numeric: { value: null } },
      { key: 'from', dropdown: { value: 'friend' } },
    ])
  })

  it('takes the tax id of a business, and keeps it with the customer', async () => {
    const { stripe, open, current, customer } = await openTestCheckout()
    const page = await open({
      customer: customer.id,
      customer_update: { name: 'auto', address: 'auto' },
      billing_address_collection: 'required',
      tax_id_collection: { enabled: true },
    })
    await page.press('Subscribe', { ...knownCard(), buysAsBusiness: 'yes', ...address('billing') })
    expect(page.alert).toBe('Fill in: Tax ID number.')
    const business = { buysAsBusiness: 'yes', businessName: 'Globex GmbH', taxIdType: 'eu_vat' }
    await page.press('Subscribe', { ...knownCard(), ...business, taxId: 'DE1' })
    expect(page.alert).toContain('does not have the form of its type')
    await page.press('Subscribe', { ...knownCard(), ...business, taxId: 'DE123456789' })
    expect((await current()).customer_details?.tax_ids).toEqual([{ type: 'eu_vat', value: 'DE123456789' }])
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Globex GmbH', address: berlin })
    expect((await stripe.customers.listTaxIds(customer.id)).data).toMatchObject([{ value: 'DE123456789' }])
  })

  it('leaves the customer’s name and address alone unless the session may update them', async () => {
    const { stripe, open, customer } = await openTestCheckout()
    const page = await open({ customer: customer.id, billing_address_collection: 'required' })
    await page.press('Subscribe', { ...knownCard(), ...address('billing') })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Globex', address: null })
  })
})
