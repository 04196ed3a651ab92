import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, loginOf, type TestServices } from '#lib/testing.ts'
import { getInvoicePayment } from './get-invoice-payment.ts'
import { getPayableInvoice } from './get-payable-invoice.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
  await test.publish({ components: { payment_element: { enabled: true } } })
})
afterAll(() => test.close())

async function billCustomer() {
  const { stripe } = test.services
  const customer = await stripe.customers.create({})
  const { id } = await stripe.invoices.create({ customer: customer.id, currency: 'eur', auto_advance: false })
  await stripe.invoiceItems.create({ customer: customer.id, invoice: id, amount: 4900, currency: 'eur' })
  return { login: loginOf(customer.id), customer: customer.id, invoice: id }
}

async function openInvoice() {
  const billed = await billCustomer()
  await test.services.stripe.invoices.finalizeInvoice(billed.invoice)
  return billed
}

describe('getInvoicePayment', () => {
  it('gives the secret of the invoice’s own intent, and makes no second one', async () => {
    const { login, customer, invoice } = await openInvoice()
    const { clientSecret, hasSetupFutureUsage } = await getInvoicePayment(test.services, { login, invoice })
    const { data: intents } = await test.services.stripe.paymentIntents.list({ customer })
    expect(intents.map((intent) => intent.client_secret)).toEqual([clientSecret])
    expect(hasSetupFutureUsage).toBe(false)
  })

  it('says when the intent already saves the payment method', async () => {
    const { stripe } = test.services
    const { login, customer } = await billCustomer()
    const product = await stripe.products.create({ name: 'Pro' })
    const price = await stripe.prices.create({
      product: product.id,
      unit_amount: 4900,
      currency: 'eur',
      recurring: { interval: 'month' },
    })
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
    })
    const invoice = String(subscription.latest_invoice)
    expect(await getInvoicePayment(test.services, { login, invoice })).toMatchObject({ hasSetupFutureUsage: true })
  })

  it('refuses another customer’s invoice as one that does not exist', async () => {
    const { invoice } = await openInvoice()
    const { login } = await openInvoice()
    for (const asked of [invoice, 'in_nobodys', '../customers'])
      await expect(getInvoicePayment(test.services, { login, invoice: asked })).rejects.toMatchObject({
        code: 'object_not_found',
      })
  })

  it('refuses an invoice that is not open', async () => {
    const { login, invoice } = await billCustomer()
    await expect(getInvoicePayment(test.services, { login, invoice })).rejects.toMatchObject({
      code: 'invoice_not_payable',
    })
  })
})

describe('getPayableInvoice', () => {
  it('follows an invoice from draft through open to void', async () => {
    const { login, invoice } = await billCustomer()
    const kind = async () => (await getPayableInvoice(test.services, { login, invoice })).kind
    expect(await kind()).toBe('draft')
    await test.services.stripe.invoices.finalizeInvoice(invoice)
    expect(await kind()).toBe('payable')
    await test.services.stripe.invoices.voidInvoice(invoice)
    expect(await kind()).toBe('void')
  })

  it('calls an invoice paid that was paid meanwhile', async () => {
    const { login, customer, invoice } = await openInvoice()
    const { stripe } = test.services
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await stripe.invoices.pay(invoice, { payment_method: id })
    expect(await getPayableInvoice(test.services, { login, invoice })).toMatchObject({ kind: 'paid' })
  })
})
