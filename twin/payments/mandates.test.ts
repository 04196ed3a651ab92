import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const payment_method_data: Stripe.SetupIntentCreateParams.PaymentMethodData = {
  type: 'sepa_debit',
  sepa_debit: { iban: 'DE89370400440532013000' },
  billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
}
const mandate_data = { customer_acceptance: { type: 'offline', offline: {} } } as const
const euros = { amount: 2000, currency: 'eur', confirm: true, payment_method_data }

async function mandateOf(stripe: Stripe, { latest_charge: charge }: Stripe.PaymentIntent) {
  const { payment_method_details: details } = await stripe.charges.retrieve(charge as string)
  return stripe.mandates.retrieve(details?.sepa_debit?.mandate as string)
}

describe('a mandate', () => {
  it('is what a server must bring to save a bank account', async () => {
    const { stripe } = createTestTwin()
    const missing = { code: 'parameter_missing', param: 'mandate_data' }
    await expect(stripe.setupIntents.create({ confirm: true, payment_method_data })).rejects.toMatchObject(missing)
    const { id: customer } = await stripe.customers.create()
    const saving = { ...euros, customer, setup_future_usage: 'off_session' } as const
    await expect(stripe.paymentIntents.create(saving)).rejects.toMatchObject(missing)
    const paid = await stripe.paymentIntents.create({ ...saving, mandate_data })
    expect(await mandateOf(stripe, paid)).toMatchObject({
      type: 'multi_use',
      payment_method: paid.payment_method,
      customer_acceptance: { type: 'offline' },
    })
  })

  it('is of one payment, where nothing is saved', async () => {
    const { stripe } = createTestTwin()
    const paid = await stripe.paymentIntents.create(euros)
    expect(await mandateOf(stripe, paid)).toMatchObject({
      type: 'single_use',
      single_use: { amount: 2000, currency: 'eur' },
    })
  })

  it('of a saved account serves its later payments', async () => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create()
    const saved = await stripe.setupIntents.create({ confirm: true, customer, payment_method_data, mandate_data })
    const paid = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      confirm: true,
      customer,
      off_session: true,
      payment_method: saved.payment_method as string,
    })
    expect((await mandateOf(stripe, paid)).id).toBe(saved.mandate)
  })
})
