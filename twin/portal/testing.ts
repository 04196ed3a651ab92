import type { Stripe } from 'stripe'
import { createTestTwin } from '../test-twin.ts'

export type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData

/** A customer with a plan, and a configuration that offers every flow for it. */
export async function createPortalAccount() {
  const test = createTestTwin()
  const { stripe } = test
  const product = await stripe.products.create({ name: 'Pro' })
  const price = (amount: number, interval: 'month' | 'year' = 'month') =>
    stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: amount, recurring: { interval } })
  const [monthly, yearly, unlisted] = [await price(4900), await price(49000, 'year'), await price(1)]
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      customer_update: { enabled: true, allowed_updates: ['email'] },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true },
      subscription_pause: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        products: [{ product: product.id, prices: [monthly.id, yearly.id] }],
      },
    },
    default_return_url: 'https://host.example/billing',
  })
  const item = subscription.items.data[0]?.id ?? ''
  const open = (flow_data?: FlowData, rest: Stripe.BillingPortal.SessionCreateParams = {}) =>
    stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: configuration.id,
      ...(flow_data ? { flow_data } : {}),
      ...rest,
    })
  const confirm = (...items: { id: string; price?: string; quantity?: number }[]) =>
    open({ type: 'subscription_update_confirm', subscription_update_confirm: { subscription: subscription.id, items } })
  return { ...test, customer, subscription, configuration, item, monthly, yearly, unlisted, open, confirm }
}
