import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features

async function setUp() {
  const test = createTestTwin()
  const product = await test.stripe.products.create({ name: 'Pro' })
  const price = (interval: 'month' | 'year', amount: number) =>
    test.stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: amount,
      recurring: { interval },
    })
  return { ...test, product, monthly: await price('month', 4900), yearly: await price('year', 49000), price }
}

const refused = (stripe: Stripe, features: Features) =>
  expect(stripe.billingPortal.configurations.create({ features })).rejects

describe('billingPortal.configurations.create', () => {
  it('answers every feature, switched off, with its documented defaults', async () => {
    const { stripe } = await setUp()
    const configuration = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: false } },
    })
    expect(configuration).toMatchObject({
      id: expect.stringMatching(/^bpc_/),
      active: true,
      is_default: false,
      application: null,
      business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
      default_return_url: null,
      login_page: { enabled: false, url: null },
      name: null,
      metadata: {},
    })
    expect(configuration.features).toEqual({
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: {
          enabled: false,
          feedback_options: null,
          options: ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'],
        },
        enabled: false,
        mode: 'at_period_end',
        proration_behavior: 'none',
      },
      subscription_pause: {
        duration: { interval_options: [{ interval: 'month', interval_count: 1 }], type: 'interval_options' },
        enabled: false,
      },
      subscription_update: {
        billing_cycle_anchor: 'unchanged',
        default_allowed_updates: [],
        enabled: false,
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    })
  })

  it('answers the products only when asked to expand them, alone and in a list', async () => {
    const { stripe, product, monthly, yearly } = await setUp()
    const products = [{ product: product.id, prices: [monthly.id, yearly.id] }]
    const { id, features } = await stripe.billingPortal.configurations.create({
      features: {
        payment_method_update: { enabled: true },
        subscription_update: { enabled: true, default_allowed_updates: ['price'], products },
      },
    })
    expect(features.subscription_update).not.toHaveProperty('products')
    const path = 'features.subscription_update.products'
    const expected = [{ ...products[0], adjustable_quantity: { enabled: false, minimum: 0, maximum: null } }]
    const retrieved = await stripe.billingPortal.configurations.retrieve(id, { expand: [path] })
    expect(retrieved.features.subscription_update.products).toEqual(expected)
    const { data } = await stripe.billingPortal.configurations.list({ expand: [`data.${path}`] })
    expect(data.find((each) => each.id === id)?.features.subscription_update.products).toEqual(expected)
  })

  it('gives a login page its address', async () => {
    const { stripe } = await setUp()
    const { id, login_page } = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
      login_page: { enabled: true },
    })
    expect(login_page.url).toBe(`http://127.0.0.1:12111/p/login/${id}`)
    const off = await stripe.billingPortal.configurations.update(id, { login_page: { enabled: false } })
    expect(off.login_page).toEqual({ enabled: false, url: null })
  })

  it('prorates a cancellation only where it is immediate, and never invoices it', async () => {
    const { stripe } = await setUp()
    const cancel = (rest: object) => ({ subscription_cancel: { enabled: true, ...rest } })
    const param = 'features[subscription_cancel][proration_behavior]'
    await refused(stripe, cancel({ proration_behavior: 'create_prorations' })).toMatchObject({ param })
    await refused(stripe, cancel({ mode: 'immediately', proration_behavior: 'always_invoice' })).toMatchObject({
      param,
    })
    const { features } = await stripe.billingPortal.configurations.create({
      features: cancel({ mode: 'immediately', proration_behavior: 'create_prorations' }),
    })
    expect(features.subscription_cancel.proration_behavior).toBe('create_prorations')
  })

  it('refuses subscription updates without payment method updates, as Stripe does', async () => {
    const { stripe } = await setUp()
    await refused(stripe, { subscription_update: { enabled: true } }).toMatchObject({
      message: 'Cannot enable subscription updates while payment method update is disabled.',
    })
  })

  it('refuses products that it cannot offer', async () => {
    const { stripe, product, monthly, price } = await setUp()
    const withProducts = (products: { product: string; prices: string[] }[]) => ({
      payment_method_update: { enabled: true },
      subscription_update: { enabled: true, products },
    })
    const eleven = Array.from({ length: 11 }, () => ({ product: product.id, prices: [monthly.id] }))
    await refused(stripe, withProducts(eleven)).toMatchObject({ message: expect.stringContaining('10 products') })
    const other = await stripe.products.create({ name: 'Other' })
    await refused(stripe, withProducts([{ product: other.id, prices: [monthly.id] }])).toMatchObject({
      message: expect.stringContaining('does not belong'),
    })
    const twin = await price('month', 9900)
    await refused(stripe, withProducts([{ product: product.id, prices: [monthly.id, twin.id] }])).toMatchObject({
      message: expect.stringContaining('same recurring interval'),
    })
    await refused(stripe, withProducts([{ product: 'prod_none', prices: [monthly.id] }])).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
    })
  })

  it('keeps pause durations within three years', async () => {
    const { stripe } = await setUp()
    const pause = (duration: NonNullable<Features['subscription_pause']>['duration']) => ({
      subscription_pause: { enabled: true, duration },
    })
    const long = { type: 'interval_options', interval_options: [{ interval: 'month', interval_count: 37 }] }
    await refused(stripe, pause(long)).toMatchObject({ statusCode: 400 })
    await refused(stripe, pause({ type: 'interval_options' })).toMatchObject({ statusCode: 400 })
    const { features } = await stripe.billingPortal.configurations.create({ features: pause({ type: 'indefinite' }) })
    expect(features.subscription_pause.duration).toEqual({ type: 'indefinite', interval_options: [] })
  })

  it.each(['javascript:alert(1)', '/relative', 'example.com'])('refuses the return address %s', async (address) => {
    const { stripe } = await setUp()
    await expect(
      stripe.billingPortal.configurations.create({
        features: { invoice_history: { enabled: true } },
        default_return_url: address,
      }),
    ).rejects.toMatchObject({ code: 'url_invalid', param: 'default_return_url' })
  })
})

describe('billingPortal.configurations.update', () => {
  it('changes what it is given, unsets with an empty string, and tells of it', async () => {
    const { stripe } = await setUp()
    const { id } = await stripe.billingPortal.configurations.create({
      name: 'Small',
      features: { customer_update: { enabled: true, allowed_updates: ['email'] }, invoice_history: { enabled: true } },
      metadata: { team: 'billing' },
    })
    const updated = await stripe.billingPortal.configurations.update(id, {
      name: '',
      active: false,
      features: { customer_update: { allowed_updates: '' } },
    })
    expect(updated).toMatchObject({ name: null, active: false, metadata: { team: 'billing' } })
    expect(updated.features.customer_update).toEqual({ enabled: true, allowed_updates: [] })
    expect(updated.features.invoice_history.enabled).toBe(true)
    const { data } = await stripe.events.list({ type: 'billing_portal.configuration.updated' })
    expect(data[0]?.data.previous_attributes).toMatchObject({ active: true, name: 'Small' })
  })
})

describe('billingPortal.configurations.list', () => {
  it('has the one saved in the dashboard from the start, which cannot be deactivated', async () => {
    const { stripe } = await setUp()
    const { data } = await stripe.billingPortal.configurations.list({ is_default: true, active: true })
    expect(data).toHaveLength(1)
    const deactivating = stripe.billingPortal.configurations.update(data[0]?.id ?? '', { active: false })
    await expect(deactivating).rejects.toMatchObject({ param: 'active' })
  })
})
