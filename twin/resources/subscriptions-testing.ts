import type { Stripe } from 'stripe'
import { createTestTwin } from '../test-twin.ts'

export const day = 86_400
/** 2026-01-15T00:00:00Z */
export const start = 1_768_435_200

/** A customer with a card, and prices of 49, 99 and 490 euros. */
export async function setUpBilling(card: string | undefined = 'pm_card_visa') {
  const { stripe, account, call } = createTestTwin()
  account.setClock(start, true)
  const product = await stripe.products.create({ name: 'Pro' })
  const createPrice = (amount: number, interval: 'day' | 'week' | 'month' | 'year' = 'month', more: object = {}) =>
    stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: amount,
      recurring: { interval },
      ...more,
    })
  const [monthly, bigger, yearly] = [
    await createPrice(4_900),
    await createPrice(9_900),
    await createPrice(49_000, 'year'),
  ]
  const customer = await stripe.customers.create({ name: 'Globex' })
  const setCard = async (name: string) => {
    const method = await stripe.paymentMethods.attach(name, { customer: customer.id })
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
    return method
  }
  if (card) await setCard(card)
  const advance = (seconds: number) => account.setClock(account.now() + seconds, true)
  const subscribe = (params: Partial<Stripe.SubscriptionCreateParams> = {}) =>
    stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }], ...params })
  const invoiceOf = (subscription: Stripe.Subscription) =>
    stripe.invoices.retrieve(subscription.latest_invoice as string)
  // Longer than the API lists them.
  const eventsOf = async (pattern: RegExp) =>
    account.run({ kind: 'clock' }, (context) =>
      context
        .list('event')
        .map(({ type }) => type)
        .filter((type) => pattern.test(type)),
    )
  const control = (path: string, body: object) =>
    call('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  return {
    stripe,
    account,
    call,
    control,
    product,
    createPrice,
    monthly,
    bigger,
    yearly,
    customer,
    setCard,
    advance,
    subscribe,
    invoiceOf,
    eventsOf,
  }
}

/** One without a card. */
export function setUpWithoutCard() {
  return setUpBilling('')
}

/** The same, with a subscription that is paid. */
export async function setUpActive(params: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const set = await setUpBilling()
  const subscription = await set.subscribe(params)
  const pending = async () => (await set.stripe.invoiceItems.list({ pending: true })).data.map(({ amount }) => amount)
  const read = () => set.stripe.subscriptions.retrieve(subscription.id)
  return { ...set, subscription, id: subscription.id, pending, read }
}
