import { describe, expect, it } from 'vitest'
import { createBilling, sent } from '../billing/testing.ts'

const day = 86_400

describe('invoices.create', () => {
  it('answers a draft with every documented default', async () => {
    const { stripe, customer, account } = await createBilling()
    const invoice = await stripe.invoices.create({ customer })
    expect(invoice).toMatchObject({
      object: 'invoice',
      amount_due: 0,
      amount_overpaid: 0,
      amount_paid: 0,
      amount_remaining: 0,
      amount_shipping: 0,
      attempt_count: 0,
      attempted: false,
      auto_advance: false,
      automatic_tax: { enabled: false },
      automatically_finalizes_at: null,
      billing_reason: 'manual',
      collection_method: 'charge_automatically',
      currency: 'usd',
      customer,
      customer_email: 'billing@globex.example',
      customer_name: 'Globex',
      customer_tax_exempt: 'none',
      customer_tax_ids: [],
      default_payment_method: null,
      default_tax_rates: [],
      discounts: [],
      due_date: null,
      effective_at: null,
      ending_balance: null,
      issuer: { type: 'self' },
      latest_revision: null,
      lines: { object: 'list', data: [], has_more: false, url: `/v1/invoices/${invoice.id}/lines` },
      livemode: false,
      metadata: {},
      next_payment_attempt: null,
      number: null,
      parent: null,
      period_start: account.now(),
      period_end: account.now(),
      starting_balance: 0,
      status: 'draft',
      status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
      subtotal: 0,
      total: 0,
      total_discount_amounts: [],
      total_taxes: [],
    })
    expect(invoice.id).toMatch(/^in_/)
    expect(invoice.hosted_invoice_url).toBeNull()
  })

  it('leaves pending items out unless told to include them', async () => {
    const { stripe, customer, draftOf } = await createBilling()
    await stripe.invoiceItems.create({ customer, amount: 500, currency: 'usd' })
    expect((await stripe.invoices.create({ customer })).lines.data).toEqual([])
    const invoice = await draftOf([700])
    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([500, 700])
    expect(invoice).toMatchObject({ subtotal: 1200, total: 1200, amount_due: 1200, amount_remaining: 1200 })
  })

  it('takes only items of its own currency', async () => {
    const { stripe, customer } = await createBilling()
    await stripe.invoiceItems.create({ customer, amount: 500, currency: 'usd' })
    await stripe.invoiceItems.create({ customer, amount: 900, currency: 'eur' })
    const invoice = await stripe.invoices.create({
      customer,
      currency: 'eur',
      pending_invoice_items_behavior: 'include',
    })
    expect(invoice).toMatchObject({ currency: 'eur', total: 900 })
  })

  it('is due some days on, or on a day, when it is sent', async () => {
    const { stripe, customer, account } = await createBilling()
    expect((await stripe.invoices.create({ customer, ...sent })).due_date).toBe(account.now() + 14 * day)
    const date = account.now() + 5 * day
    const other = { collection_method: 'send_invoice' as const, due_date: date }
    expect((await stripe.invoices.create({ customer, ...other })).due_date).toBe(date)
  })

  it('has discounts of its own', async () => {
    const { stripe, draftOf } = await createBilling()
    const coupon = await stripe.coupons.create({ percent_off: 10 })
    const invoice = await draftOf([333, 334, 333], { discounts: [{ coupon: coupon.id }], expand: ['discounts'] })
    expect(invoice).toMatchObject({ subtotal: 1000, total: 900, amount_due: 900 })
    const [discount] = invoice.discounts as { id: string; invoice: string }[]
    expect(discount?.invoice).toBe(invoice.id)
    expect(invoice.total_discount_amounts).toEqual([{ amount: 100, discount: discount?.id }])
    expect(invoice.lines.data.map((line) => line.discount_amounts)).toEqual([
      [{ amount: 33, discount: discount?.id }],
      [{ amount: 34, discount: discount?.id }],
      [{ amount: 33, discount: discount?.id }],
    ])
  })

  it.each([
    ['no customer', { customer: undefined }, 'customer'],
    ['an unknown customer', { customer: 'cus_no' }, 'customer'],
    ['a due date without sending', { due_date: 1_800_000_000 }, 'due_date'],
    ['days without sending', { days_until_due: 3 }, 'days_until_due'],
    ['sending without a due date', { collection_method: 'send_invoice' }, 'days_until_due'],
    ['a due date that is past', { collection_method: 'send_invoice', due_date: 1000 }, 'due_date'],
    ['both', { collection_method: 'send_invoice', due_date: 1_800_000_000, days_until_due: 3 }, 'due_date'],
    [
      'five custom fields',
      { custom_fields: [1, 2, 3, 4, 5].map((n) => ({ name: `${n}`, value: 'x' })) },
      'custom_fields',
    ],
    ['a long custom field', { custom_fields: [{ name: 'n'.repeat(41), value: 'x' }] }, 'custom_fields[0][name]'],
    ['a currency that there is not', { currency: 'xyz' }, 'currency'],
    ['a payment method of nobody', { default_payment_method: 'pm_no' }, 'default_payment_method'],
    ['a descriptor without letters', { statement_descriptor: '123' }, 'statement_descriptor'],
    ['a descriptor with an asterisk', { statement_descriptor: 'ACME*SEATS' }, 'statement_descriptor'],
    ['finalization in the past', { automatically_finalizes_at: 1000 }, 'automatically_finalizes_at'],
    ['finalization in six years', { automatically_finalizes_at: 2_000_000_000 }, 'automatically_finalizes_at'],
    ['an unknown coupon', { discounts: [{ coupon: 'no' }] }, 'discounts[0][coupon]'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe, customer } = await createBilling()
    const creating = stripe.invoices.create({ customer, ...params } as never)
    await expect(creating).rejects.toMatchObject({ statusCode: 400, param })
    expect((await stripe.invoices.list()).data).toEqual([])
  })

  it('says that there is nothing to invoice for a subscription', async () => {
    const { stripe, customer, sell } = await createBilling()
    const price = await sell(1000)
    const { id: subscription } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] })
    await expect(stripe.invoices.create({ customer, subscription })).rejects.toMatchObject({
      code: 'invoice_no_subscription_line_items',
    })
    await stripe.invoiceItems.create({ customer, subscription, amount: 300, currency: 'usd' })
    await stripe.invoiceItems.create({ customer, amount: 900, currency: 'usd' })
    expect(await stripe.invoices.create({ customer, subscription })).toMatchObject({
      total: 300,
      parent: { type: 'subscription_details', subscription_details: { subscription } },
    })
  })
})

describe('invoices.list and search', () => {
  it('finds by customer, status, method, due date and subscription', async () => {
    const { stripe, draftOf, openOf, customer } = await createBilling()
    const draft = await draftOf([1000], sent)
    const open = await openOf(1000)
    const ids = async (filter: object) => (await stripe.invoices.list(filter)).data.map(({ id }) => id)
    expect(await ids({ customer })).toEqual([open.id, draft.id])
    expect(await ids({ status: 'open' })).toEqual([open.id])
    expect(await ids({ collection_method: 'send_invoice' })).toEqual([draft.id])
    expect(await ids({ due_date: { gte: 1 } })).toEqual([draft.id])
    const found = await stripe.invoices.search({ query: `customer:"${customer}" AND status:"open" AND total>500` })
    expect(found.data.map(({ id }) => id)).toEqual([open.id])
  })
})
