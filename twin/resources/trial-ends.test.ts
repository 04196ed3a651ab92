import { describe, expect, it } from 'vitest'
import { setUpBilling, setUpWithoutCard } from './subscriptions-testing.ts'

describe("trial_end: 'now'", () => {
  it.each([
    ['pause', 'paused', 'customer.subscription.paused'],
    ['cancel', 'canceled', 'customer.subscription.deleted'],
  ] as const)('heeds the end behavior %s without a payment method', async (behavior, status, event) => {
    const { stripe, subscribe, eventsOf } = await setUpWithoutCard()
    const trial = { trial_period_days: 5, trial_settings: { end_behavior: { missing_payment_method: behavior } } }
    const { id, latest_invoice: first } = await subscribe(trial)
    const ended = await stripe.subscriptions.update(id, { trial_end: 'now' })
    expect(ended).toMatchObject({ status, latest_invoice: first })
    expect(await eventsOf(/subscription\.(paused|deleted)$/)).toEqual([event])
  })

  it('goes on with a payment method, whatever that behavior is', async () => {
    const { stripe, subscribe } = await setUpBilling()
    const settings = { end_behavior: { missing_payment_method: 'pause' as const } }
    const { id } = await subscribe({ trial_period_days: 5, trial_settings: settings })
    expect(await stripe.subscriptions.update(id, { trial_end: 'now' })).toMatchObject({ status: 'active' })
  })
})

describe('add_invoice_items on a trial', () => {
  it('are paid at once, and the trial goes on', async () => {
    const { stripe, subscribe, product, invoiceOf } = await setUpBilling()
    const setup = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 700 })
    const subscription = await subscribe({ trial_period_days: 5, add_invoice_items: [{ price: setup.id }] })
    expect(subscription).toMatchObject({ status: 'trialing' })
    expect(await invoiceOf(subscription)).toMatchObject({ status: 'paid', amount_paid: 700 })
  })
})
