import type { Stripe } from 'stripe'
import { createTestTwin } from '../../test-twin.ts'
import { Person } from '../testing.ts'

type Params = Stripe.BillingPortal.SessionCreateParams

export const everything: Stripe.BillingPortal.ConfigurationCreateParams.Features = {
  customer_update: { enabled: true, allowed_updates: ['name', 'email', 'address', 'phone', 'tax_id'] },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: {
    enabled: true,
    cancellation_reason: { enabled: true, options: ['too_expensive', 'other'] },
  },
  subscription_pause: { enabled: true },
}
export const testCard = (cardNumber: string) => ({
  cardNumber,
  cardExpiry: '12 / 34',
  cardCvc: '123',
  billingName: 'Ada',
})

/** A customer with a plan and a card, and the portal with all that it can offer. */
export async function createTestPortal(features = everything, update: object = {}) {
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
