import { describe, expect, it } from 'vitest'
import { openTestCheckout, sepaAccount, testCard } from './testing.ts'

const address = (prefix: string) => ({
  [`${prefix}Country`]: 'DE',
  [`${prefix}AddressLine1`]: 'Hauptstr. 1',
  [`${prefix}PostalCode`]: '10115',
  [`${prefix}Locality`]: 'Berlin',
})
const berlin = { country: 'DE', line1: 'Hauptstr. 1', line2: null, postal_code: '10115', city: 'Berlin', state: null }

describe('the order on the checkout page', () => {
  it('takes a promotion code, shows what it is worth, gives it back, and charges less', async () => {
    const { stripe, open, current } = await openTestCheckout()
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'repeating', duration_in_months: 3 })
    const code = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'AUTUMN',
    })
    const page = await open({ allow_promotion_codes: true })
    await page.press('Apply', { promotionCode: 'SPRING' })
    expect(page.alert).toBe('This code is invalid.')
    expect(page.text).toContain('value="SPRING"')
    await page.press('Apply', { promotionCode: 'autumn' })
    expect(page.sees('AUTUMN 20% off for 3 months -€9.80')).toBe(true)
    expect(page.sees('Total due today €39.20')).toBe(true)
    expect(await current()).toMatchObject({ amount_total: 3920, discounts: [{ promotion_code: code.id }] })
    await page.press('Remove AUTUMN')
    expect((await current()).amount_total).toBe(4900)
    await page.press('Apply', { promotionCode: 'AUTUMN' })
    await page.press('Subscribe', testCard())
    const session = await current()
    expect(session).toMatchObject({ status: 'complete', amount_total: 3920, total_details: { amount_discount: 980 } })
    const invoice = await stripe.invoices.retrieve(session.invoice as string)
    expect(invoice.amount_paid).toBe(3920)
    expect((await stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1)
  })

  it('refuses codes of others and codes that are used up, in the same words', async () => {
    const { stripe, open } = await openTestCheckout()
    const { id: coupon } = await stripe.coupons.create({ percent_off: 20, duration: 'once' })
    const other = await stripe.customers.create()
    const promotion = { type: 'coupon' as const, coupon }
    await stripe.promotionCodes.create({ promotion, code: 'THEIRS', customer: other.id })
    await stripe.promotionCodes.create({ promotion, code: 'OVER', active: false })
    await stripe.promotionCodes.create({
      promotion,
      code: 'BIG',
      restrictions: { minimum_amount: 100000, minimum_amount_currency: 'eur' },
    })
    const page = await open({ allow_promotion_codes: true })
    for (const promotionCode of ['THEIRS', 'OVER', 'BIG']) {
      await page.press('Apply', { promotionCode })
      expect(page.alert).toBe('This code is invalid.')
    }
  })

  it('lets the customer choose how many, and shows what that comes to before anything is paid', async () => {
    const { open, current, monthly, stripe } = await openTestCheckout()
    const adjustable_quantity = { enabled: true, minimum: 1, maximum: 5 }
    const page = await open({ line_items: [{ price: monthly.id, quantity: 2, adjustable_quantity }] })
    const [, name = ''] = /name="(quantity-[^"]+)"/.exec(page.text) ?? []
    await page.press('Update order', { [name]: '9' })
    expect(page.alert).toBe('The quantity must be a whole number from 1 to 5.')
    await page.press('Subscribe', { ...testCard(), [name]: '3' })
    expect(page.sees('The total due today is now €147.00.')).toBe(true)
    expect((await current()).status).toBe('open')
    expect(page.text).not.toContain('4242')
    await page.press('Subscribe', testCard())
    const { subscription } = await current()
    const { items } = await stripe.subscriptions.retrieve(subscription as string)
    expect(items.data[0]?.quantity).toBe(3)
  })

  it('shows a discount that the server gave, and the words of its button', async () => {
    const { stripe, open } = await openTestCheckout()
    const coupon = await stripe.coupons.create({ amount_off: 500, currency: 'eur', duration: 'once', name: 'Welcome' })
    const product_data = { name: 'Cause' }
    const line_items = [{ price_data: { currency: 'eur', unit_amount: 2000, product_data }, quantity: 1 }]
    const page = await open({ mode: 'payment', line_items, discounts: [{ coupon: coupon.id }], submit_type: 'donate' })
    expect(page.sees('Welcome €5.00 off once -€5.00')).toBe(true)
    expect(page.sees('Donate €15.00')).toBe(true)
  })

  it('begins a trial without a card where none is needed', async () => {
    const { stripe, open, current } = await openTestCheckout()
    const page = await open({
      subscription_data: { trial_period_days: 14 },
      payment_method_collection: 'if_required',
    })
    expect(page.sees('14 days free Then €49.00 per month')).toBe(true)
    expect(page.text).not.toContain('cardNumber')
    await page.press('Start trial', { email: 'ada@example.com' })
    const session = await current()
    expect(session).toMatchObject({ status: 'complete', payment_status: 'no_payment_required', amount_total: 0 })
    const subscription = await stripe.subscriptions.retrieve(session.subscription as string)
    expect(subscription).toMatchObject({ status: 'trialing', default_payment_method: null })
  })
})

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
    await page.press('Subscribe', { ...testCard(), buysAsBusiness: 'yes', ...address('billing') })
    expect(page.alert).toBe('Fill in: Tax ID number.')
    const business = { buysAsBusiness: 'yes', businessName: 'Globex GmbH', taxIdType: 'eu_vat' }
    await page.press('Subscribe', { ...testCard(), ...business, taxId: 'DE1' })
    expect(page.alert).toContain('does not have the form of its type')
    await page.press('Subscribe', { ...testCard(), ...business, taxId: 'DE123456789' })
    expect((await current()).customer_details?.tax_ids).toEqual([{ type: 'eu_vat', value: 'DE123456789' }])
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Globex GmbH', address: berlin })
    expect((await stripe.customers.listTaxIds(customer.id)).data).toMatchObject([{ value: 'DE123456789' }])
  })

  it('leaves the customer’s name and address alone unless the session may update them', async () => {
    const { stripe, open, customer } = await openTestCheckout()
    const page = await open({ customer: customer.id, billing_address_collection: 'required' })
    await page.press('Subscribe', { ...testCard(), ...address('billing') })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Globex', address: null })
  })
})

describe('how the checkout page is paid', () => {
  it('offers saved cards, takes one away, and saves another where the customer wants it', async () => {
    const { stripe, open, current, customer } = await openTestCheckout()
    const save = async (token: string) => {
      const method = await stripe.paymentMethods.attach(token, { customer: customer.id })
      return stripe.paymentMethods.update(method.id, { allow_redisplay: 'always' })
    }
    const [visa, mastercard] = [await save('pm_card_visa'), await save('pm_card_mastercard')]
    const page = await open({
      customer: customer.id,
      saved_payment_method_options: { payment_method_remove: 'enabled', payment_method_save: 'enabled' },
    })
    await page.press('Remove', { removeMethod: mastercard.id })
    expect(page.sees('The saved payment method was removed.')).toBe(true)
    expect((await stripe.paymentMethods.retrieve(mastercard.id)).customer).toBe(null)
    expect(page.text).toContain(visa.id)
    await page.press('Subscribe', { ...testCard('5555555555554444'), paymentMethod: 'card', saveMethod: 'yes' })
    const { subscription } = await current()
    const { default_payment_method: paying } = await stripe.subscriptions.retrieve(subscription as string)
    expect((await stripe.paymentMethods.retrieve(paying as string)).allow_redisplay).toBe('always')
  })

  it('takes a debit, which is processing until the bank answers', async () => {
    const { stripe, account, open, current } = await openTestCheckout()
    const product_data = { name: 'Book' }
    const line_items = [{ price_data: { currency: 'eur', unit_amount: 2000, product_data }, quantity: 1 }]
    const page = await open({ mode: 'payment', line_items })
    await page.press('Pay €20.00', { ...sepaAccount('DE1'), email: 'ada@example.com' })
    expect(page.alert).toContain('The IBAN you provided is invalid.')
    await page.press('Pay €20.00', { ...sepaAccount('DE89370400440532013000'), email: 'ada@example.com' })
    expect(await current()).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    account.setClock(account.now() + 60)
    expect((await current()).payment_status).toBe('paid')
    expect((await stripe.events.list({ type: 'checkout.session.async_payment_succeeded' })).data).toHaveLength(1)
  })

  it('keeps what was typed after a decline, and never the card’s number', async () => {
    const { open } = await openTestCheckout()
    const page = await open({ phone_number_collection: { enabled: true } })
    const phone = { phoneNumber: '+49 30 901820' }
    await page.press('Subscribe', { ...testCard('4000000000000002'), ...phone })
    expect(page.status).toBe(402)
    expect(page.alert).toBe('Your card was declined.')
    expect(page.text).toContain('value="+49 30 901820"')
    expect(page.text).toContain('value="Ada Lovelace"')
    expect(page.text).not.toContain('4000000000000002')
    expect(page.text).not.toContain('value="123"')
  })

  it('saves a card for later', async () => {
    const { stripe, open, current, customer } = await openTestCheckout()
    const page = await open({ mode: 'setup', currency: 'eur', customer: customer.id, line_items: undefined })
    await page.press('Save card', testCard())
    expect(page.alert).toBe('')
    expect(await current()).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' })
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1)
  })
})

describe('a checkout that is over', () => {
  it('says so to whoever comes back', async () => {
    const { open, current } = await openTestCheckout()
    const page = await open()
    await page.press('Subscribe', testCard())
    expect(page.leftTo).toBe(`https://host.example/done?session=${(await current()).id}`)
    await page.open(page.url)
    expect(page.sees("You're all done here")).toBe(true)
  })

  it('leads from an expired session to a new one, where the host allows it', async () => {
    const { stripe, open, current } = await openTestCheckout()
    const page = await open({ after_expiration: { recovery: { enabled: true, allow_promotion_codes: true } } })
    const { id } = await stripe.checkout.sessions.expire((await current()).id)
    await page.open(page.url)
    expect(page.status).toBe(410)
    await page.follow('Start again')
    expect(page.sees('Promotion code')).toBe(true)
    const [recovered] = (await stripe.checkout.sessions.list({ limit: 1 })).data
    expect(recovered).toMatchObject({ recovered_from: id, status: 'open' })
  })

  it.each([
    ['de', 'Abonnieren', 'Ihre Karte wurde abgelehnt.'],
    ['fr', 'S’abonner', 'Votre carte a été refusée.'],
  ] as const)('speaks %s where the session does', async (locale, button, refusal) => {
    const { open } = await openTestCheckout()
    const page = await open({ locale })
    expect(page.text).toContain(`<html lang="${locale}">`)
    await page.press(button, testCard('4000000000000002'))
    expect(page.alert).toBe(refusal)
  })
})
