import type { Stripe } from 'stripe'
import { createTestTwin } from '../../test-twin.ts'
import { Person } from '../testing.ts'

type Params = Stripe.Checkout.SessionCreateParams

/** Of a customer whose e-mail address the session knows. */
export const knownCard = (cardNumber = '4242424242424242') => ({
  paymentMethod: 'card',
  cardNumber,
  cardExpiry: '12 / 34',
  cardCvc: '123',
  billingName: 'Ada Lovelace',
})
export const testCard = (cardNumber?: string) => ({ email: 'ada@example.com', ...knownCard(cardNumber) })
export const sepaAccount = (iban: string) => ({ paymentMethod: 'sepa_debit', iban, sepaName: 'Ada Lovelace' })

/** A plan to sell, and a person at the checkout page of the session that `open` makes. */
export async function openTestCheckout() {
  const { twin, stripe, account } = createTestTwin()
  const product = await stripe.products.create({ name: 'Pro <plan>' })
  const monthly = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 4900,
    recurring: { interval: 'month' },
  })
  const customer = await stripe.customers.create({ name: 'Globex', email: 'pay@globex.example' })
  let id = ''
  const open = async (params: object = {}) => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: monthly.id, quantity: 1 }],
      success_url: 'https://host.example/done?session={CHECKOUT_SESSION_ID}',
      ...params,
    } as Params)
    id = session.id
    return new Person(twin.fetch).open(session.url ?? '')
  }
  const current = () => stripe.checkout.sessions.retrieve(id)
  return { stripe, account, monthly, customer, open, current }
}
