import { createTestTwin } from '../test-twin.ts'

/** A customer who pays by card, and prices to sell them. */
export async function createShop(card = 'pm_card_visa') {
  const { stripe, account, call } = createTestTwin()
  account.setClock(1_790_000_000, true)
  const customer = await stripe.customers.create({ name: 'Globex', email: 'billing@globex.example' })
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
  const sell = async (amount: number, currency = 'usd', interval: 'month' | 'year' = 'month') => {
    const product = await stripe.products.create({ name: `Plan at ${amount}` })
    return stripe.prices.create({ product: product.id, currency, unit_amount: amount, recurring: { interval } })
  }
  const advance = (seconds: number) => account.setClock(account.now() + seconds)
  // Longer than the API lists them.
  const eventTypes = async () =>
    account.store
      .list('event')
      .map(({ type }) => String(type))
      .reverse()
  return { stripe, account, call, customer: customer.id, method: method.id, sell, advance, eventTypes }
}
