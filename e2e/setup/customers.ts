// Customers whose every object says whose it is, so that a stray one is seen wherever it turns up.
import { randomBytes } from 'node:crypto'
import type { Portico } from './instance.ts'

export interface TestCustomer {
  id: string
  /** Stands in every text that belongs to this customer. */
  marker: string
  paymentMethod: string
  subscription: string
  paidInvoice: string
  openInvoice: string
  setupIntent: string
  paymentIntent: string
  checkoutSession: string
}

/** @param price recurring, for the subscription */
export async function createCustomer({ twin: { stripe }, url }: Portico, price: string): Promise<TestCustomer> {
  const marker = `marker${randomBytes(6).toString('hex')}`
  const metadata = { marker }
  const { id: customer } = await stripe.customers.create({
    name: `${marker} Ltd`,
    email: `${marker}@customers.example`,
    description: marker,
    metadata,
  })
  const { id: paymentMethod } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  await stripe.paymentMethods.update(paymentMethod, {
    allow_redisplay: 'always',
    billing_details: { name: marker, email: `${marker}@cards.example` },
    metadata,
  })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: paymentMethod } })
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price }],
    description: marker,
    metadata,
  })
  const setupIntent = await stripe.setupIntents.create({ customer, description: marker, metadata })
  const paymentIntent = await stripe.paymentIntents.create({ customer, amount: 700, currency: 'eur', metadata })
  const checkoutSession = await stripe.checkout.sessions.create({
    customer,
    mode: 'subscription',
    line_items: [{ price, quantity: 1 }],
    success_url: `${url}/return`,
    metadata,
  })
  return {
    id: customer,
    marker,
    paymentMethod,
    subscription: subscription.id,
    paidInvoice: String(subscription.latest_invoice),
    openInvoice: await createOpenInvoice({ stripe }, customer, marker),
    setupIntent: setupIntent.id,
    paymentIntent: paymentIntent.id,
    checkoutSession: checkoutSession.id,
  }
}

/** An invoice that waits to be paid. @returns its id */
export async function createOpenInvoice(
  { stripe }: Pick<Portico['twin'], 'stripe'>,
  customer: string,
  description: string,
): Promise<string> {
  const invoice = await stripe.invoices.create({
    customer,
    currency: 'eur',
    collection_method: 'send_invoice',
    days_until_due: 14,
    description,
    metadata: { marker: description },
  })
  const { id: invoiceId } = invoice
  if (!invoiceId) throw new Error('The invoice has no id.')
  await stripe.invoiceItems.create({ customer, invoice: invoiceId, amount: 1200, currency: 'eur', description })
  await stripe.invoices.finalizeInvoice(invoiceId)
  return invoiceId
}
