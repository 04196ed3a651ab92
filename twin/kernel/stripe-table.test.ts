import { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { fillObject } from './fill-object.ts'
import { findObjectShape, operations, stripeVersion } from './stripe-table.ts'

describe('the generated table', () => {
  it('was generated from the installed stripe package', () => {
    expect(stripeVersion).toBe(Stripe.API_VERSION)
  })

  it('has the operations of both APIs, with their paths', () => {
    const find = (name: string) => operations.find((operation) => operation.name === name)
    expect(find('billingPortal.sessions.create')).toMatchObject({ method: 'POST', path: '/v1/billing_portal/sessions' })
    expect(find('customers.retrieveTaxId')).toMatchObject({
      method: 'GET',
      path: '/v1/customers/{customerId}/tax_ids/{id}',
    })
    expect(find('v2.billing.meterEvents.create')).toMatchObject({ method: 'POST', path: '/v2/billing/meter_events' })
    expect(find('v2.billing.meterEventStream.create')).toMatchObject({ host: 'meter_events' })
  })

  it('has the objects, each by its own name', () => {
    for (const name of ['customer', 'subscription', 'checkout.session', 'billing_portal.configuration', 'event']) {
      expect(findObjectShape(name)).toBeDefined()
    }
  })
})

describe('fillObject', () => {
  it('gives every field that Stripe always answers', () => {
    expect(fillObject('customer', { id: 'cus_1', email: '' })).toMatchObject({
      id: 'cus_1',
      object: 'customer',
      email: null,
      balance: 0,
      livemode: false,
      metadata: {},
      invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    })
  })

  it('refuses a field that the type does not have, at any depth', () => {
    expect(() => fillObject('customer', { planet: 'x' })).toThrow('customer.planet')
    expect(() => fillObject('customer', { invoice_settings: { planet: 'x' } })).toThrow(
      'customer.invoice_settings.planet',
    )
  })
})
