import { describe, expect, it } from 'vitest'
import { createBilling } from '../billing/testing.ts'

describe('invoices.finalizeInvoice', () => {
  it('gives it a number, addresses and a payment to make', async () => {
    const { stripe, draftOf, customer, account } = await createBilling()
    const { invoice_prefix: prefix } = (await stripe.customers.retrieve(customer)) as { invoice_prefix: string }
    const draft = await draftOf([1000])
    const invoice = await stripe.invoices.finalizeInvoice(draft.id, { expand: ['payments', 'confirmation_secret'] })
    expect(invoice).toMatchObject({
      status: 'open',
      number: `${prefix}-0001`,
      effective_at: account.now(),
      ending_balance: 0,
      status_transitions: { finalized_at: account.now(), paid_at: null },
      payments: {
        data: [
          { object: 'invoice_payment', status: 'open', amount_requested: 1000, amount_paid: null, is_default: true },
        ],
      },
      confirmation_secret: { type: 'payment_intent' },
    })
    expect(invoice.hosted_invoice_url).toMatch(/^https?:/)
    expect(invoice.invoice_pdf).toMatch(/pdf/)
    const second = await stripe.invoices.finalizeInvoice((await draftOf([500])).id)
    expect(second.number).toBe(`${prefix}-0002`)
  })

  it('pays an invoice of nothing at once', async () => {
    const { stripe, customer, eventTypes } = await createBilling()
    const { id } = await stripe.invoices.create({ customer })
    expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({
      status: 'paid',
      amount_paid: 0,
      attempt_count: 0,
    })
    expect(await eventTypes()).toEqual(expect.arrayContaining(['invoice.finalized', 'invoice.paid']))
  })

  it('moves what is too little to charge to the next invoice', async () => {
    const { stripe, openOf, customer } = await createBilling()
    expect(await openOf(49)).toMatchObject({ status: 'paid', total: 49, amount_due: 0, ending_balance: 49 })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: 49 })
    expect(await openOf(100)).toMatchObject({ total: 100, starting_balance: 49, amount_due: 149, ending_balance: 0 })
    const { data } = await stripe.customers.listBalanceTransactions(customer)
    expect(data.map(({ type, amount }) => [type, amount])).toEqual([
      ['applied_to_invoice', -49],
      ['invoice_too_small', 49],
    ])
  })

  it('is refused for an invoice that is final', async () => {
    const { stripe, openOf } = await createBilling()
    const { id } = await openOf(1000)
    await expect(stripe.invoices.finalizeInvoice(id)).rejects.toMatchObject({ code: 'invoice_not_editable' })
  })

  it('tells of it in order', async () => {
    const { openOf, eventTypes } = await createBilling()
    await openOf(1000)
    expect((await eventTypes()).filter((type) => type.startsWith('invoice'))).toEqual([
      'invoiceitem.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.updated',
    ])
  })
})

describe('invoices.pay', () => {
  it('charges the default payment method and tells of it', async () => {
    const { stripe, openOf, eventTypes, account } = await createBilling()
    const { id } = await openOf(1000)
    expect(await stripe.invoices.pay(id, { expand: ['payments'] })).toMatchObject({
      status: 'paid',
      amount_paid: 1000,
      amount_remaining: 0,
      attempt_count: 1,
      attempted: true,
      auto_advance: false,
      status_transitions: { paid_at: account.now() },
      payments: { data: [{ status: 'paid', amount_paid: 1000 }] },
    })
    expect((await eventTypes()).slice(-5)).toEqual([
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
    ])
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 400, message: 'Invoice is already paid' })
  })

  it('finalizes a draft first', async () => {
    const { stripe, draftOf } = await createBilling()
    const { id } = await draftOf([1000])
    expect(await stripe.invoices.pay(id)).toMatchObject({ status: 'paid', amount_paid: 1000 })
  })

  it('answers a decline with 402 and leaves the invoice open', async () => {
    const { stripe, openOf, eventTypes, customer } = await createBilling('pm_card_chargeCustomerFail')
    const { id } = await openOf(1000)
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' })
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      status: 'open',
      amount_remaining: 1000,
      attempted: true,
      attempt_count: 1,
    })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ delinquent: true })
    expect(await eventTypes()).toEqual(
      expect.arrayContaining(['payment_intent.payment_failed', 'invoice.payment_failed']),
    )
    const good = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    expect(await stripe.invoices.pay(id, { payment_method: good.id })).toMatchObject({
      status: 'paid',
      attempt_count: 1,
    })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ delinquent: false })
  })

  it('says when the customer must do something first', async () => {
    const { stripe, openOf } = await createBilling('pm_card_threeDSecureRequired')
    const { id } = await openOf(1000)
    await expect(stripe.invoices.pay(id, { off_session: false })).rejects.toMatchObject({
      statusCode: 402,
      code: 'invoice_payment_intent_requires_action',
    })
    const { data } = await stripe.events.list({ type: 'invoice.payment_action_required' })
    expect(data).toHaveLength(1)
  })

  it('takes money that came another way, and charges nothing', async () => {
    const { stripe, openOf } = await createBilling()
    const { id } = await openOf(1000)
    expect(await stripe.invoices.pay(id, { paid_out_of_band: true, expand: ['payments'] })).toMatchObject({
      status: 'paid',
      amount_paid: 1000,
      amount_paid_off_stripe: 1000,
      amount_remaining: 0,
      payments: { data: [{ status: 'canceled' }] },
    })
    expect((await stripe.charges.list()).data).toEqual([])
  })

  it('says what is missing when there is nothing to charge', async () => {
    const { stripe } = await createBilling()
    const { id: customer } = await stripe.customers.create()
    await stripe.invoiceItems.create({ customer, amount: 1000, currency: 'usd' })
    const { id } = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe('invoices.attachPayment', () => {
  it('pays with a payment intent made elsewhere', async () => {
    const { stripe, openOf, customer, method } = await createBilling()
    const { id } = await openOf(1000)
    const part = { customer, currency: 'usd', payment_method: method, confirm: true, off_session: true }
    const first = await stripe.paymentIntents.create({ amount: 400, ...part })
    expect(await stripe.invoices.attachPayment(id, { payment_intent: first.id })).toMatchObject({
      status: 'open',
      amount_paid: 400,
      amount_remaining: 600,
    })
    const payments = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: first.id },
    })
    expect(payments.data).toMatchObject([{ invoice: id, status: 'paid', amount_paid: 400, is_default: false }])
  })
})

it('is not paid by the card of nobody, or of somebody else', async () => {
  const { stripe, openOf } = await createBilling()
  const { id } = await openOf(1000)
  const method = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
  await expect(stripe.invoices.pay(id, { payment_method: method.id })).rejects.toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'payment_method',
  })
})

it('credits to the customer what an attached payment brings beyond the amount', async () => {
  const { stripe, openOf, customer, method } = await createBilling()
  const { id } = await openOf(1000)
  const intent = await stripe.paymentIntents.create({
    amount: 1500,
    currency: 'usd',
    customer,
    payment_method: method,
    confirm: true,
    off_session: true,
  })
  expect(await stripe.invoices.attachPayment(id, { payment_intent: intent.id })).toMatchObject({
    status: 'paid',
    amount_paid: 1000,
    amount_overpaid: 500,
    amount_remaining: 0,
  })
  const [credit] = (await stripe.customers.listBalanceTransactions(customer)).data
  expect(credit).toMatchObject({ amount: -500, type: 'invoice_overpaid', invoice: id, ending_balance: -500 })
  expect((await stripe.events.list({ type: 'invoice.overpaid' })).data).toHaveLength(1)
})
