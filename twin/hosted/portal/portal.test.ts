import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../../test-twin.ts'
import { Person } from '../testing.ts'

type Params = Stripe.BillingPortal.SessionCreateParams

const everything: Stripe.BillingPortal.ConfigurationCreateParams.Features = {
  customer_update: { enabled: true, allowed_updates: ['name', 'email', 'address', 'phone', 'tax_id'] },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: {
    enabled: true,
    cancellation_reason: { enabled: true, options: ['too_expensive', 'other'] },
  },
  subscription_pause: { enabled: true },
}
const card = (cardNumber: string) => ({ cardNumber, cardExpiry: '12 / 34', cardCvc: '123', billingName: 'Ada' })

async function setUp(features = everything, update: object = {}) {
  const { twin, stripe, account } = createTestTwin()
  const product = await stripe.products.create({ name: 'Pro <plan>' })
  const price = (amount: number, interval: 'month' | 'year' = 'month') =>
    stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: amount, recurring: { interval } })
  const [monthly, yearly] = [await price(4900), await price(49000, 'year')]
  const customer = await stripe.customers.create({
    name: 'Globex',
    email: 'pay@globex.example',
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
  const configuration = await stripe.billingPortal.configurations.create({
    business_profile: { headline: 'Your Acme account' },
    features: {
      ...features,
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price', 'quantity'],
        proration_behavior: 'always_invoice',
        products: [{ product: product.id, prices: [monthly.id, yearly.id], adjustable_quantity: { enabled: true } }],
        ...update,
      },
    },
  })
  const createSession = (params: Params = {}) =>
    stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: configuration.id,
      return_url: 'https://host.example/return',
      ...params,
    })
  const open = async (params?: Params, language?: string) =>
    new Person(twin.fetch, language).open((await createSession(params)).url)
  const flow = (type: string, rest: object = {}, after_completion?: object) =>
    open({
      flow_data: {
        type,
        [type]: { subscription: subscription.id, ...rest },
        ...(after_completion && { after_completion }),
      },
    } as Params)
  const current = () => stripe.subscriptions.retrieve(subscription.id)
  const item = subscription.items.data[0]?.id ?? ''
  return { twin, stripe, account, monthly, yearly, customer, subscription, item, createSession, open, flow, current }
}

describe('/p/session/:key', () => {
  it('shows plan, card, details and invoices, escaped, with a way back and the mark of the stand-in', async () => {
    const { open } = await setUp()
    const person = await open()
    expect(person.status).toBe(200)
    for (const words of [
      'Test stand-in for Stripe: no real money',
      'Your Acme account',
      'Pro <plan>',
      'Active',
      '€49.00 per month',
      'Renews on',
      'Visa •••• 4242',
      'Default',
      'pay@globex.example',
      'Paid',
    ]) {
      expect(person.sees(words), words).toBe(true)
    }
    expect(person.text).not.toContain('<plan>')
    expect((await person.follow('Return to')).leftTo).toBe('https://host.example/return')
  })

  it('offers only what the configuration has, at the pages’ addresses too', async () => {
    const { stripe, customer, twin, subscription } = await setUp()
    const { id } = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
    })
    const session = await stripe.billingPortal.sessions.create({ customer: customer.id, configuration: id })
    const person = await new Person(twin.fetch).open(session.url)
    for (const words of ['Update plan', 'Cancel plan', 'Pause plan', 'Payment methods', 'Billing information']) {
      expect(person.sees(words), words).toBe(false)
    }
    const paths = ['cancel', 'pause', 'update', 'update/confirm', 'keep', 'resume'].map(
      (name) => `/subscriptions/${subscription.id}/${name}`,
    )
    for (const path of [...paths, '/payment-methods/new', '/customer']) {
      expect((await new Person(twin.fetch).open(session.url + path)).status, path).toBe(404)
      const posted = await twin.fetch(session.url + path, {
        method: 'POST',
        body: new URLSearchParams(card('4242424242424242')),
      })
      expect(posted.status, path).toBe(404)
    }
    expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at).toBeNull()
  })

  it('shows nothing of other customers', async () => {
    const { stripe, open, monthly } = await setUp()
    const other = await stripe.customers.create({
      payment_method: 'pm_card_mastercard',
      invoice_settings: { default_payment_method: 'pm_card_mastercard' },
    })
    const foreign = await stripe.subscriptions.create({ customer: other.id, items: [{ price: monthly.id }] })
    const method = (await stripe.paymentMethods.list({ customer: other.id })).data[0]
    const person = await open()
    const at = person.url
    expect(person.sees('Mastercard')).toBe(false)
    for (const path of [`/subscriptions/${foreign.id}/cancel`, `/payment-methods/${method?.id}/remove`]) {
      expect((await person.open(at + path)).status).toBe(404)
    }
  })

  it('opens nothing with a made-up secret, nor with the id of the session', async () => {
    const { createSession, twin, customer } = await setUp()
    const session = await createSession()
    for (const key of ['test_made_up', session.id, customer.id]) {
      const person = await new Person(twin.fetch).open(new URL(`/p/session/${key}`, session.url).href)
      expect(person.status).toBe(404)
      expect(person.sees('pay@globex.example')).toBe(false)
    }
  })

  it('lives five minutes unused, and an hour after the last visit', async () => {
    const { createSession, twin, account, subscription, current } = await setUp()
    const [unused, used] = [await createSession(), await createSession()]
    await new Person(twin.fetch).open(used.url)
    account.setClock(account.now() + 5 * 60, true)
    const late = await new Person(twin.fetch).open(unused.url)
    expect(late.status).toBe(410)
    expect(late.sees('This link has expired')).toBe(true)
    expect(late.sees('pay@globex.example')).toBe(false)
    account.setClock(account.now() + 50 * 60)
    expect((await new Person(twin.fetch).open(used.url)).status).toBe(200)
    account.setClock(account.now() + 59 * 60)
    expect((await new Person(twin.fetch).open(used.url)).status).toBe(200)
    account.setClock(account.now() + 60 * 60)
    const cancel = `${used.url}/subscriptions/${subscription.id}/cancel`
    expect((await twin.fetch(cancel, { method: 'POST', body: new URLSearchParams() })).status).toBe(410)
    expect((await current()).cancel_at).toBeNull()
  })
})

describe('plans in the portal', () => {
  it('cancels at the period’s end by cancel_at alone, with the reason, and takes it back', async () => {
    const { open, current } = await setUp()
    const person = await (await open()).follow('Cancel plan')
    await person.press('Cancel plan', { feedback: 'too_expensive', comment: 'Sorry' })
    expect(person.sees('Your plan was canceled.') && person.sees('Ends on')).toBe(true)
    const canceled = await current()
    expect(canceled).toMatchObject({
      status: 'active',
      cancel_at: canceled.items.data[0]?.current_period_end,
      cancel_at_period_end: false,
      cancellation_details: { feedback: 'too_expensive', comment: 'Sorry', reason: 'cancellation_requested' },
    })
    await (await person.follow("Don't cancel plan")).press("Don't cancel plan")
    expect(await current()).toMatchObject({ cancel_at: null, canceled_at: null })
  })

  it('cancels at once where the configuration says so', async () => {
    const { open, current } = await setUp({
      ...everything,
      subscription_cancel: { enabled: true, mode: 'immediately' },
    })
    const person = await (await open()).follow('Cancel plan')
    await person.press('Cancel plan')
    expect((await current()).status).toBe('canceled')
    expect(person.sees('You have no plan at the moment.')).toBe(true)
  })

  it('pauses for the chosen time and resumes by itself, or when asked', async () => {
    const { open, current, account } = await setUp()
    const person = await (await open()).follow('Pause plan')
    await person.press('Pause plan')
    expect((await current()).status).toBe('paused')
    expect(person.sees('Paused')).toBe(true)
    await (await person.follow('Resume plan')).press('Resume plan')
    expect((await current()).status).toBe('active')
    await (await person.follow('Pause plan')).press('Pause plan')
    account.setClock(account.now() + 32 * 86_400)
    expect((await current()).status).toBe('active')
  })

  it('changes plan and quantity, charging what it said', async () => {
    const { open, current, stripe, customer, yearly } = await setUp()
    const person = await (await open()).follow('Update plan')
    await person.press('Continue', { price: yearly.id, quantity: '2' })
    const due = /Amount due today (€[\d,.]+)/.exec(person.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '))?.[1]
    expect(await current()).toMatchObject({ items: { data: [{ quantity: 1 }] } })
    await person.press('Confirm')
    expect(person.sees('Your plan was updated.')).toBe(true)
    expect(await current()).toMatchObject({ items: { data: [{ quantity: 2, price: { id: yearly.id } }] } })
    const [invoice] = (await stripe.invoices.list({ customer: customer.id })).data
    expect(invoice?.status).toBe('paid')
    expect(due).toBe(
      new Intl.NumberFormat('en', { style: 'currency', currency: 'eur' }).format((invoice?.total ?? 0) / 100),
    )
  })

  it('changes nothing when the card that pays declines', async () => {
    const { open, current, stripe, customer, yearly, monthly } = await setUp()
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: bad.id } })
    const person = await (await open()).follow('Update plan')
    await person.press('Continue', { price: yearly.id })
    await person.press('Confirm')
    expect(person.sees('Your card was declined.')).toBe(true)
    expect(await current()).toMatchObject({ status: 'active', items: { data: [{ price: { id: monthly.id } }] } })
  })

  it('says that there is nothing to confirm', async () => {
    const { open } = await setUp()
    const person = await (await open()).follow('Update plan')
    await person.press('Continue')
    expect(person.sees('There are no changes to confirm.')).toBe(true)
  })
})

describe('payment methods in the portal', () => {
  const cards = async (stripe: Stripe, customer: string) => (await stripe.paymentMethods.list({ customer })).data
  const payer = async (stripe: Stripe, customer: string) =>
    ((await stripe.customers.retrieve(customer)) as Stripe.Customer).invoice_settings.default_payment_method

  it('adds a card, makes it the default or not, and removes one', async () => {
    const { open, stripe, customer } = await setUp()
    const first = await payer(stripe, customer.id)
    const person = await (await open()).follow('Add payment method')
    await person.press('Add', { ...card('5555555555554444'), is_default: '' })
    expect(person.sees('Mastercard •••• 4444')).toBe(true)
    expect(await payer(stripe, customer.id)).toBe(first)
    await person.press('Make default')
    expect(await payer(stripe, customer.id)).not.toBe(first)
    await (await person.follow('Remove: Visa')).press('Remove')
    expect((await cards(stripe, customer.id)).map((method) => method.card?.last4)).toEqual(['4444'])
  })

  it('says what a declined card says, and keeps nothing of it', async () => {
    const { open, stripe, customer } = await setUp()
    const person = await (await open()).follow('Add payment method')
    for (const [fields, words] of [
      [card('4000000000000002'), 'Your card was declined.'],
      [card('4242424242424241'), 'Your card number is incorrect.'],
      [{ ...card('4242424242424242'), cardExpiry: '' }, 'expiration date'],
    ] as const) {
      await person.press('Add', fields)
      expect(person.status).toBe(400)
      expect(person.sees(words), words).toBe(true)
    }
    expect(await cards(stripe, customer.id)).toHaveLength(1)
    await person.press('Add', card('4242424242424242'))
    expect(await cards(stripe, customer.id)).toHaveLength(2)
  })

  it('asks the bank where the card wants it', async () => {
    const { open, stripe, customer } = await setUp()
    const person = await (await open()).follow('Add payment method')
    await person.press('Add', card('4000002760003184'))
    await person.press('Fail authentication')
    expect(person.sees('We are unable to authenticate')).toBe(true)
    expect(await cards(stripe, customer.id)).toHaveLength(1)
    await (await person.follow('Add payment method')).press('Add', card('4000002760003184'))
    await person.press('Complete authentication')
    const [added] = await cards(stripe, customer.id)
    expect(added?.card?.last4).toBe('3184')
    expect(await payer(stripe, customer.id)).toBe(added?.id)
  })
})

describe('billing information in the portal', () => {
  it('changes name, e-mail, address and tax id, and refuses half an e-mail address', async () => {
    const { open, stripe, customer } = await setUp()
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
    const { stripe, customer, createSession, twin } = await setUp({
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
