import { describe, expect, it } from 'vitest'
import { createShop } from '../discounts/testing.ts'

const hour = 3600
const day = 24 * hour

async function setUp(card?: string) {
  const shop = await createShop(card)
  const { stripe, customer } = shop
  const draftOf = async (amounts: number[], more = {}) => {
    for (const amount of amounts) await stripe.invoiceItems.create({ customer, amount, currency: 'usd' })
    return stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include', ...more })
  }
  const openOf = async (amount: number, more = {}) => {
    const draft = await draftOf([amount], { auto_advance: false, ...more })
    return stripe.invoices.finalizeInvoice(draft.id)
  }
  return { ...shop, draftOf, openOf }
}

const sent = { collection_method: 'send_invoice' as const, days_until_due: 14 }

describe('invoices.create', () => {
  it('answers a draft with every documented default', async () => {
    const { stripe, customer, account } = await setUp()
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
    const { stripe, customer, draftOf } = await setUp()
    await stripe.invoiceItems.create({ customer, amount: 500, currency: 'usd' })
    expect((await stripe.invoices.create({ customer })).lines.data).toEqual([])
    const invoice = await draftOf([700])
    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([500, 700])
    expect(invoice).toMatchObject({ subtotal: 1200, total: 1200, amount_due: 1200, amount_remaining: 1200 })
  })

  it('takes only items of its own currency', async () => {
    const { stripe, customer } = await setUp()
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
    const { stripe, customer, account } = await setUp()
    expect((await stripe.invoices.create({ customer, ...sent })).due_date).toBe(account.now() + 14 * day)
    const date = account.now() + 5 * day
    const other = { collection_method: 'send_invoice' as const, due_date: date }
    expect((await stripe.invoices.create({ customer, ...other })).due_date).toBe(date)
  })

  it('has discounts of its own', async () => {
    const { stripe, draftOf } = await setUp()
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
    ['finalization in the past', { automatically_finalizes_at: 1000 }, 'automatically_finalizes_at'],
    ['finalization in six years', { automatically_finalizes_at: 2_000_000_000 }, 'automatically_finalizes_at'],
    ['an unknown coupon', { discounts: [{ coupon: 'no' }] }, 'discounts[0][coupon]'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe, customer } = await setUp()
    const creating = stripe.invoices.create({ customer, ...params } as never)
    await expect(creating).rejects.toMatchObject({ statusCode: 400, param })
    expect((await stripe.invoices.list()).data).toEqual([])
  })

  it('says that there is nothing to invoice for a subscription', async () => {
    const { stripe, customer, sell } = await setUp()
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

describe('a draft', () => {
  it('is changed freely', async () => {
    const { stripe, draftOf, account, eventTypes } = await setUp()
    const { id } = await draftOf([1000])
    const changed = await stripe.invoices.update(id, {
      description: 'Thanks',
      footer: 'Bye',
      metadata: { a: '1' },
      custom_fields: [{ name: 'PO', value: '7' }],
      ...sent,
    })
    expect(changed).toMatchObject({
      description: 'Thanks',
      footer: 'Bye',
      metadata: { a: '1' },
      custom_fields: [{ name: 'PO', value: '7' }],
      collection_method: 'send_invoice',
      due_date: account.now() + 14 * day,
    })
    expect(await eventTypes()).toContain('invoice.updated')
  })

  it('follows its customer until it is final', async () => {
    const { stripe, draftOf, customer } = await setUp()
    const { id } = await draftOf([1000])
    await stripe.customers.update(customer, { name: 'Initech', balance: -300 })
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      customer_name: 'Initech',
      starting_balance: -300,
      amount_due: 700,
    })
    await stripe.invoices.finalizeInvoice(id)
    await stripe.customers.update(customer, { name: 'Hooli' })
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ customer_name: 'Initech', amount_due: 700 })
  })

  it('left to Stripe, is final an hour later and paid', async () => {
    const { stripe, draftOf, advance, account } = await setUp()
    const draft = await draftOf([1000], { auto_advance: true })
    expect(draft).toMatchObject({
      automatically_finalizes_at: account.now() + hour,
      next_payment_attempt: account.now() + hour,
    })
    advance(hour - 1)
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ status: 'draft' })
    advance(1)
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({
      status: 'paid',
      attempted: true,
      attempt_count: 1,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    })
  })

  it('stays one when its customer is gone', async () => {
    const { stripe, draftOf, advance, customer } = await setUp()
    const { id } = await draftOf([1000], { auto_advance: true })
    await stripe.customers.del(customer)
    advance(2 * hour)
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'draft', auto_advance: false })
  })

  it('can be deleted with its items, and nothing else can', async () => {
    const { stripe, draftOf, openOf } = await setUp()
    const draft = await draftOf([1000])
    expect(await stripe.invoices.del(draft.id)).toEqual({ id: draft.id, object: 'invoice', deleted: true })
    expect((await stripe.invoiceItems.list()).data).toEqual([])
    const open = await openOf(1000)
    await expect(stripe.invoices.del(open.id)).rejects.toMatchObject({ code: 'invoice_not_editable' })
  })

  it('has lines added, changed and removed', async () => {
    const { stripe, draftOf, customer } = await setUp()
    const draft = await draftOf([1000])
    const waiting = await stripe.invoiceItems.create({ customer, amount: 50, currency: 'usd' })
    const added = await stripe.invoices.addLines(draft.id, {
      lines: [{ amount: 200, description: 'Extra' }, { invoice_item: waiting.id }],
      invoice_metadata: { a: '1' },
    })
    expect(added).toMatchObject({ total: 1250, metadata: { a: '1' } })
    const [first, second, third] = added.lines.data
    const changed = await stripe.invoices.updateLines(draft.id, {
      lines: [{ id: second?.id ?? '', amount: 300, description: 'More' }],
    })
    expect(changed.lines.data[1]).toMatchObject({ amount: 300, description: 'More' })
    expect(changed.total).toBe(1350)
    const line = await stripe.invoices.updateLineItem(draft.id, first?.id ?? '', { amount: 900 })
    expect(line).toMatchObject({ object: 'line_item', amount: 900 })
    const left = await stripe.invoices.removeLines(draft.id, {
      lines: [
        { id: first?.id ?? '', behavior: 'delete' },
        { id: third?.id ?? '', behavior: 'unassign' },
      ],
    })
    expect(left).toMatchObject({ total: 300 })
    expect(await stripe.invoiceItems.retrieve(waiting.id)).toMatchObject({ invoice: null })
    const page = await stripe.invoices.listLineItems(draft.id)
    expect(page.data.map(({ amount }) => amount)).toEqual([300])
  })
})

describe('invoices.finalizeInvoice', () => {
  it('gives it a number, addresses and a payment to make', async () => {
    const { stripe, draftOf, customer, account } = await setUp()
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
    const { stripe, customer, eventTypes } = await setUp()
    const { id } = await stripe.invoices.create({ customer })
    expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({
      status: 'paid',
      amount_paid: 0,
      attempt_count: 0,
    })
    expect(await eventTypes()).toEqual(expect.arrayContaining(['invoice.finalized', 'invoice.paid']))
  })

  it('moves what is too little to charge to the next invoice', async () => {
    const { stripe, openOf, customer } = await setUp()
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
    const { stripe, openOf } = await setUp()
    const { id } = await openOf(1000)
    await expect(stripe.invoices.finalizeInvoice(id)).rejects.toMatchObject({ code: 'invoice_not_editable' })
  })

  it('tells of it in order', async () => {
    const { openOf, eventTypes } = await setUp()
    await openOf(1000)
    expect((await eventTypes()).filter((type) => type.startsWith('invoice'))).toEqual([
      'invoiceitem.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.updated',
    ])
  })
})

describe('an invoice that is final', () => {
  it.each([
    ['description', { description: 'No' }],
    ['collection_method', { collection_method: 'send_invoice' }],
    ['due_date', { due_date: 1_900_000_000 }],
    ['discounts', { discounts: '' }],
    ['custom_fields', { custom_fields: '' }],
  ])('does not change its %s', async (param, params) => {
    const { stripe, openOf } = await setUp()
    const { id } = await openOf(1000)
    await expect(stripe.invoices.update(id, params as never)).rejects.toMatchObject({
      code: 'invoice_not_editable',
      param,
    })
  })

  it('still changes its metadata, and whether Stripe goes on with it', async () => {
    const { stripe, openOf } = await setUp()
    const { id } = await openOf(1000)
    expect(await stripe.invoices.update(id, { metadata: { a: '1' }, auto_advance: true })).toMatchObject({
      metadata: { a: '1' },
      auto_advance: true,
    })
    const line = { lines: [{ amount: 1 }] }
    await expect(stripe.invoices.addLines(id, line)).rejects.toMatchObject({ code: 'invoice_not_editable' })
  })
})

describe('invoices.pay', () => {
  it('charges the default payment method and tells of it', async () => {
    const { stripe, openOf, eventTypes, account } = await setUp()
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
    const { stripe, draftOf } = await setUp()
    const { id } = await draftOf([1000])
    expect(await stripe.invoices.pay(id)).toMatchObject({ status: 'paid', amount_paid: 1000 })
  })

  it('answers a decline with 402 and leaves the invoice open', async () => {
    const { stripe, openOf, eventTypes, customer } = await setUp('pm_card_chargeCustomerFail')
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
    const { stripe, openOf } = await setUp('pm_card_threeDSecureRequired')
    const { id } = await openOf(1000)
    await expect(stripe.invoices.pay(id, { off_session: false })).rejects.toMatchObject({
      statusCode: 402,
      code: 'invoice_payment_intent_requires_action',
    })
    const { data } = await stripe.events.list({ type: 'invoice.payment_action_required' })
    expect(data).toHaveLength(1)
  })

  it('takes money that came another way, and charges nothing', async () => {
    const { stripe, openOf } = await setUp()
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
    const { stripe } = await setUp()
    const { id: customer } = await stripe.customers.create()
    await stripe.invoiceItems.create({ customer, amount: 1000, currency: 'usd' })
    const { id } = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe("an invoice's lines", () => {
  it('are ten in the invoice, and the others in pages of their own', async () => {
    const { stripe, draftOf } = await setUp()
    const { id, lines, total } = await draftOf(Array.from({ length: 12 }, (_, index) => 100 + index))
    expect([lines.data.length, lines.has_more, total]).toEqual([10, true, 1266])
    const page = await stripe.invoices.listLineItems(id, { limit: 100 })
    expect(page.data).toHaveLength(12)
    expect(page.has_more).toBe(false)
  })
})

describe('the ends of an invoice', () => {
  it('voids it, gives the balance back and takes no money', async () => {
    const { stripe, openOf, customer, account, eventTypes } = await setUp()
    await stripe.customers.createBalanceTransaction(customer, { amount: -300, currency: 'usd' })
    const { id } = await openOf(1000)
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: 0 })
    expect(await stripe.invoices.voidInvoice(id)).toMatchObject({
      status: 'void',
      status_transitions: { voided_at: account.now() },
    })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -300 })
    const { data } = await stripe.customers.listBalanceTransactions(customer)
    expect(data.map(({ type, amount, ending_balance, invoice }) => [type, amount, ending_balance, invoice])).toEqual([
      ['unapplied_from_invoice', -300, -300, id],
      ['applied_to_invoice', 300, 0, id],
      ['adjustment', -300, -300, null],
    ])
    expect(await eventTypes()).toEqual(expect.arrayContaining(['invoice.voided', 'payment_intent.canceled']))
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 400 })
  })

  it('marks it as uncollectible, and it can still be paid', async () => {
    const { stripe, openOf, account, eventTypes } = await setUp()
    const { id } = await openOf(1000)
    expect(await stripe.invoices.markUncollectible(id)).toMatchObject({
      status: 'uncollectible',
      status_transitions: { marked_uncollectible_at: account.now() },
    })
    expect(await eventTypes()).toContain('invoice.marked_uncollectible')
    expect(await stripe.invoices.pay(id)).toMatchObject({ status: 'paid' })
  })

  it.each([
    ['draft', 'voidInvoice'],
    ['draft', 'markUncollectible'],
    ['paid', 'voidInvoice'],
    ['paid', 'markUncollectible'],
    ['void', 'voidInvoice'],
    ['void', 'markUncollectible'],
  ] as const)('a %s one refuses %s', async (status, operation) => {
    const { stripe, draftOf } = await setUp()
    const { id } = await draftOf([1000])
    if (status !== 'draft') await stripe.invoices.finalizeInvoice(id)
    if (status === 'paid') await stripe.invoices.pay(id)
    if (status === 'void') await stripe.invoices.voidInvoice(id)
    await expect(stripe.invoices[operation](id)).rejects.toMatchObject({ statusCode: 400 })
  })

  it('sends by itself what was left to it', async () => {
    const { draftOf, advance, eventTypes } = await setUp()
    await draftOf([1000], { ...sent, auto_advance: true })
    advance(hour)
    expect((await eventTypes()).filter((type) => type === 'invoice.sent')).toHaveLength(1)
  })

  it('sends what is to be sent, and says when it is due and overdue', async () => {
    const { stripe, draftOf, advance, eventTypes, customer } = await setUp()
    const { id } = await draftOf([1000], sent)
    expect(await stripe.invoices.sendInvoice(id)).toMatchObject({ status: 'open' })
    expect(await eventTypes()).toContain('invoice.sent')
    advance(11 * day)
    expect(await eventTypes()).toContain('invoice.will_be_due')
    advance(3 * day)
    expect(await eventTypes()).toContain('invoice.overdue')
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ delinquent: true })
    const charged = await draftOf([1000])
    await expect(stripe.invoices.sendInvoice(charged.id)).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe('invoices.list and search', () => {
  it('finds by customer, status, method, due date and subscription', async () => {
    const { stripe, draftOf, openOf, customer } = await setUp()
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

describe('invoices.attachPayment', () => {
  it('pays with a payment intent made elsewhere', async () => {
    const { stripe, openOf, customer, method } = await setUp()
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
