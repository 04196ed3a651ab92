import { describe, expect, it } from 'vitest'
import { createShop } from '../discounts/testing.ts'

describe('customers.createBalanceTransaction', () => {
  it('changes the balance and tells why', async () => {
    const { stripe, customer, eventTypes } = await createShop()
    const transaction = await stripe.customers.createBalanceTransaction(customer, {
      amount: -500,
      currency: 'usd',
      description: 'Sorry',
      metadata: { a: '1' },
    })
    expect(transaction).toMatchObject({
      object: 'customer_balance_transaction',
      amount: -500,
      checkout_session: null,
      credit_note: null,
      currency: 'usd',
      customer,
      description: 'Sorry',
      ending_balance: -500,
      invoice: null,
      livemode: false,
      metadata: { a: '1' },
      type: 'adjustment',
    })
    expect(transaction.id).toMatch(/^cbtxn_/)
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -500, currency: 'usd' })
    expect((await eventTypes()).at(-1)).toBe('customer.updated')
  })

  it('changes nothing but its description and metadata later', async () => {
    const { stripe, customer } = await createShop()
    const { id } = await stripe.customers.createBalanceTransaction(customer, { amount: -500, currency: 'usd' })
    await stripe.customers.updateBalanceTransaction(customer, id, { description: 'New', metadata: { b: '2' } })
    expect(await stripe.customers.retrieveBalanceTransaction(customer, id)).toMatchObject({
      amount: -500,
      description: 'New',
      metadata: { b: '2' },
    })
    const { id: other } = await stripe.customers.create()
    await expect(stripe.customers.retrieveBalanceTransaction(other, id)).rejects.toMatchObject({ statusCode: 404 })
  })

  it('keeps a balance for each currency', async () => {
    const { stripe, customer } = await createShop()
    await stripe.customers.createBalanceTransaction(customer, { amount: -500, currency: 'usd' })
    await stripe.customers.createBalanceTransaction(customer, { amount: -70, currency: 'eur' })
    await stripe.customers.createBalanceTransaction(customer, { amount: 20, currency: 'eur' })
    const found = await stripe.customers.retrieve(customer, { expand: ['invoice_credit_balance'] })
    expect(found).toMatchObject({ balance: -500, invoice_credit_balance: { usd: 500, eur: 50 } })
    await stripe.invoiceItems.create({ customer, amount: 1000, currency: 'eur' })
    const { id } = await stripe.invoices.create({
      customer,
      currency: 'eur',
      pending_invoice_items_behavior: 'include',
    })
    expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({ starting_balance: -50, amount_due: 950 })
  })

  it('is refused for nothing, and for a currency that there is not', async () => {
    const { stripe, customer } = await createShop()
    const creating = (amount: number, currency: string) =>
      stripe.customers.createBalanceTransaction(customer, { amount, currency })
    await expect(creating(0, 'usd')).rejects.toMatchObject({ param: 'amount' })
    await expect(creating(5, 'xyz')).rejects.toMatchObject({ param: 'currency' })
  })
})

describe("a customer's balance", () => {
  it('begins and changes with the customer, and says so in the list', async () => {
    const { stripe } = await createShop()
    const { id } = await stripe.customers.create({ balance: -500 })
    await stripe.customers.update(id, { balance: 200 })
    const { data } = await stripe.customers.listBalanceTransactions(id)
    expect(data.map(({ type, amount, ending_balance }) => [type, amount, ending_balance])).toEqual([
      ['adjustment', 700, 200],
      ['initial', -500, -500],
    ])
    const { data: events } = await stripe.events.list({ type: 'customer.created' })
    expect(events[0]?.data.object).toMatchObject({ id, balance: -500 })
  })

  it('takes what an invoice is below zero, and pays the next one', async () => {
    const { stripe, customer } = await createShop()
    const bill = async (amount: number) => {
      await stripe.invoiceItems.create({ customer, amount, currency: 'usd' })
      const { id } = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
      return stripe.invoices.finalizeInvoice(id)
    }
    expect(await bill(-800)).toMatchObject({ status: 'paid', total: -800, amount_due: 0, ending_balance: -800 })
    expect(await bill(500)).toMatchObject({
      status: 'paid',
      starting_balance: -800,
      amount_due: 0,
      ending_balance: -300,
    })
    const last = await bill(1000)
    expect(last).toMatchObject({ status: 'open', amount_due: 700, ending_balance: 0 })
    const { data } = await stripe.customers.listBalanceTransactions(customer, { invoice: last.id })
    expect(data).toMatchObject([{ type: 'applied_to_invoice', amount: 300, ending_balance: 0 }])
  })
})
