import type { Stripe } from 'stripe'
import { createTestTwin } from '../../test-twin.ts'

const secondsOfDay = 24 * 60 * 60

export type Stage = Awaited<ReturnType<typeof setStage>>

/** A customer with a card, and a plan that may be sold. */
export async function setStage() {
  const twin = createTestTwin()
  const { stripe, account } = twin
  const product = await stripe.products.create({ name: 'Plan' })
  const plan = { product: product.id, currency: 'eur', recurring: { interval: 'month' } } as const
  const price = await stripe.prices.create({ ...plan, unit_amount: 900 })
  const dearer = await stripe.prices.create({ ...plan, unit_amount: 1900 })
  const customer = await stripe.customers.create({ email: 'ada@example.com' })
  const useCard = async (name: string) => {
    const { id } = await stripe.paymentMethods.attach(name, { customer: customer.id })
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: id } })
    return id
  }
  const method = await useCard('pm_card_visa')
  const heard: Stripe.Event[] = []
  account.onEvent((event) => heard.push(event as object as Stripe.Event))
  return {
    ...twin,
    product,
    price,
    dearer,
    customer,
    method,
    useCard,
    subscribe: (params: Partial<Stripe.SubscriptionCreateParams> = {}) =>
      stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }], ...params }),
    draft: async (params: Partial<Stripe.InvoiceCreateParams> = {}) => {
      await stripe.invoiceItems.create({ customer: customer.id, amount: 500, currency: 'eur' })
      return stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'include', ...params })
    },
    pay: (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
      stripe.paymentIntents.create({
        amount: 500,
        currency: 'eur',
        customer: customer.id,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        ...(params.confirm === false ? {} : { confirm: true, payment_method: method }),
        ...params,
      }),
    waitDays: (days: number) => account.setClock(account.now() + days * secondsOfDay),
    /** From here on events count. */
    forget: () => {
      heard.length = 0
    },
    /** Oldest first, also those that are too old to be fetched. */
    events: () => [...heard],
  }
}
