// Acme's customers, one for each situation that billing knows.
import type Stripe from 'stripe'
import type { DemoPrices } from './catalogue.ts'

const people = 'ada:owner,bob:billing,vic:viewer'

interface DemoCustomer {
  name: string
  email: string
  /** Stripe's test payment methods, saved in this order; the first pays. */
  cards: string[]
  subscribe?: (customer: string) => Stripe.SubscriptionCreateParams
}

export async function createDemoCustomers(stripe: Stripe, prices: DemoPrices): Promise<void> {
  const customers: DemoCustomer[] = [
    {
      name: 'Globex GmbH',
      email: 'billing@globex.example',
      cards: ['pm_card_visa', 'pm_card_mastercard'],
      subscribe: (customer) => ({ customer, items: [{ price: prices.proMonthly }] }),
    },
    {
      name: 'Initech Ltd',
      email: 'accounts@initech.example',
      cards: ['pm_card_chargeCustomerFail'],
      subscribe: (customer) => ({
        customer,
        items: [{ price: prices.starterMonthly }],
        payment_behavior: 'allow_incomplete',
      }),
    },
    {
      name: 'Hooli Inc',
      email: 'pay@hooli.example',
      cards: ['pm_card_visa'],
      subscribe: (customer) => ({
        customer,
        items: [{ price: prices.teamMonthly, quantity: 12 }],
        trial_period_days: 14,
      }),
    },
    {
      name: 'Soylent SARL',
      email: 'compta@soylent.example',
      cards: ['pm_card_amex'],
      subscribe: (customer) => ({ customer, items: [{ price: prices.proYearly }], cancel_at_period_end: true }),
    },
    { name: 'Umbrella AG', email: 'finance@umbrella.example', cards: [] },
  ]
  for (const customer of customers) await createDemoCustomer(stripe, customer)
}

async function createDemoCustomer(stripe: Stripe, { name, email, cards, subscribe }: DemoCustomer) {
  const customer = await stripe.customers.create({ name, email, metadata: { acme_people: people } })
  for (const card of cards.toReversed()) {
    const paymentMethod = await stripe.paymentMethods.attach(card, { customer: customer.id })
    await stripe.paymentMethods.update(paymentMethod.id, { allow_redisplay: 'always' })
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: paymentMethod.id } })
  }
  if (subscribe) await stripe.subscriptions.create(subscribe(customer.id))
}
