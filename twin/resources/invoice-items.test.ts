import { describe, expect, it } from 'vitest'
import { createShop } from '../discounts/testing.ts'

async function setUp() {
  const shop = await createShop()
  const { stripe } = shop
  const product = await stripe.products.create({ name: 'Setup' })
  const price = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 250 })
  return { ...shop, product: product.id, price: price.id }
}

describe('invoiceItems.create', () => {
  it('answers a pending item with every documented default', async () => {
    const { stripe, customer, account, eventTypes } = await setUp()
    const item = await stripe.invoiceItems.create({ customer, amount: 1000, currency: 'USD' })
    const now = account.now()
    expect(item).toMatchObject({
      object: 'invoiceitem',
      amount: 1000,
      currency: 'usd',
      customer,
      date: now,
      description: null,
      discountable: true,
      discounts: [],
      invoice: null,
      livemode: false,
      metadata: {},
      parent: null,
      period: { start: now, end: now },
      pricing: { type: 'price_details' },
      proration: false,
      quantity: 1,
      tax_rates: [],
      test_clock: null,
    })
    expect(String(item.quantity_decimal)).toBe('1')
    expect(String(item.pricing?.unit_amount_decimal)).toBe('1000')
    expect(await eventTypes()).toContain('invoiceitem.created')
  })

  it('costs its price times its quantity', async () => {
    const { stripe, customer, price, product } = await setUp()
    const item = await stripe.invoiceItems.create({ customer, pricing: { price }, quantity: 3 })
    expect(item).toMatchObject({
      amount: 750,
      description: 'Setup',
      quantity: 3,
      pricing: { price_details: { price, product } },
    })
  })

  it.each([
    ['a decimal unit amount', { unit_amount_decimal: '0.5', quantity: 3 }, 2],
    ['a decimal quantity', { unit_amount_decimal: '100', quantity_decimal: '2.345' }, 235],
    ['a credit', { unit_amount_decimal: '-33.5', quantity: 1 }, -34],
    ['a fraction that no binary number has', { unit_amount_decimal: '1.005', quantity: 100 }, 101],
  ])('rounds %s to the cent, half away from zero', async (_, params, amount) => {
    const { stripe, customer } = await setUp()
    const item = await stripe.invoiceItems.create({ customer, currency: 'usd', ...params } as never)
    expect(item.amount).toBe(amount)
  })

  it('costs what its price says in its own currency', async () => {
    const { stripe, customer } = await setUp()
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 250,
      currency_options: { eur: { unit_amount: 240 } },
      product_data: { name: 'Setup' },
    })
    const item = await stripe.invoiceItems.create({ customer, currency: 'eur', pricing: { price: price.id } })
    expect(item).toMatchObject({ amount: 240, currency: 'eur' })
    expect((await stripe.invoiceItems.update(item.id, { quantity: 2 })).amount).toBe(480)
  })

  it('makes a price of price data', async () => {
    const { stripe, customer, product } = await setUp()
    const item = await stripe.invoiceItems.create({
      customer,
      price_data: { currency: 'usd', product, unit_amount: 77 },
      quantity: 2,
    })
    expect(item.amount).toBe(154)
    expect(item.pricing?.price_details?.price).toMatch(/^price_/)
  })

  it('is no matter for discounts when it is a credit', async () => {
    const { stripe, customer } = await setUp()
    const item = await stripe.invoiceItems.create({ customer, amount: -500, currency: 'usd' })
    expect(item).toMatchObject({ discountable: false, net_amount: -500 })
  })

  it('has discounts of its own, which its line shows', async () => {
    const { stripe, customer } = await setUp()
    const coupon = await stripe.coupons.create({ amount_off: 300, currency: 'usd' })
    const item = await stripe.invoiceItems.create({
      customer,
      amount: 1000,
      currency: 'usd',
      discounts: [{ coupon: coupon.id }],
      expand: ['discounts'],
    })
    expect(item.discounts).toMatchObject([{ object: 'discount', invoice_item: item.id }])
    const invoice = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
    expect(invoice).toMatchObject({ subtotal: 700, total: 700, discounts: [] })
    expect(invoice.lines.data[0]).toMatchObject({ amount: 1000, discount_amounts: [{ amount: 300 }] })
  })

  it.each([
    ['no customer', { customer: undefined, amount: 5 }, 'customer'],
    ['no amount', {}, 'amount'],
    ['two amounts', { amount: 5, unit_amount_decimal: '5' }, 'unit_amount_decimal'],
    ['two quantities', { unit_amount_decimal: '5', quantity: 1, quantity_decimal: '1' }, 'quantity_decimal'],
    ['a quantity below nothing', { unit_amount_decimal: '5', quantity: -1 }, 'quantity'],
    ['a period that ends before it begins', { amount: 5, period: { start: 2, end: 1 } }, 'period'],
    ['an unknown price', { pricing: { price: 'price_no' } }, 'pricing[price]'],
    ['an unknown invoice', { amount: 5, invoice: 'in_no' }, 'invoice'],
    ['an unknown subscription', { amount: 5, subscription: 'sub_no' }, 'subscription'],
    ['a currency that there is not', { amount: 5, currency: 'xyz' }, 'currency'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe, customer } = await setUp()
    const creating = stripe.invoiceItems.create({ customer, ...params } as never)
    await expect(creating).rejects.toMatchObject({ statusCode: 400, param })
  })

  it("refuses a price of another currency, a recurring price, and another currency than the invoice's", async () => {
    const { stripe, customer, price, sell } = await setUp()
    const recurring = await sell(1000)
    const creating = (params: object) => stripe.invoiceItems.create({ customer, ...params })
    await expect(creating({ pricing: { price }, currency: 'eur' })).rejects.toMatchObject({ param: 'pricing[price]' })
    await expect(creating({ pricing: { price: recurring.id } })).rejects.toMatchObject({ param: 'pricing[price]' })
    const { id: invoice } = await stripe.invoices.create({ customer, currency: 'usd' })
    await expect(creating({ invoice, amount: 5, currency: 'eur' })).rejects.toMatchObject({ param: 'currency' })
    const { id: subscription } = await stripe.subscriptions.create({ customer, items: [{ price: recurring.id }] })
    await expect(creating({ subscription, amount: 5, currency: 'eur' })).rejects.toMatchObject({ param: 'currency' })
  })
})

describe('an invoice item', () => {
  it('changes the draft that it is on', async () => {
    const { stripe, customer, eventTypes } = await setUp()
    const { id: invoice } = await stripe.invoices.create({ customer })
    const item = await stripe.invoiceItems.create({
      customer,
      invoice,
      unit_amount_decimal: '200' as never,
      quantity: 2,
    })
    expect(await stripe.invoices.retrieve(invoice)).toMatchObject({ total: 400, amount_due: 400 })
    await stripe.invoiceItems.update(item.id, { quantity: 5, description: 'More', metadata: { a: '1' } })
    const changed = await stripe.invoices.retrieve(invoice)
    expect(changed.lines.data[0]).toMatchObject({ amount: 1000, quantity: 5, description: 'More' })
    expect(changed.total).toBe(1000)
    expect(await stripe.invoiceItems.del(item.id)).toEqual({ id: item.id, object: 'invoiceitem', deleted: true })
    expect(await stripe.invoices.retrieve(invoice)).toMatchObject({ total: 0, lines: { data: [] } })
    expect(await eventTypes()).toContain('invoiceitem.deleted')
  })

  it('stays as it is once its invoice is final', async () => {
    const { stripe, customer } = await setUp()
    const { id: invoice } = await stripe.invoices.create({ customer })
    const { id } = await stripe.invoiceItems.create({ customer, invoice, amount: 1000, currency: 'usd' })
    await stripe.invoices.finalizeInvoice(invoice)
    await expect(stripe.invoiceItems.update(id, { amount: 5 })).rejects.toMatchObject({ code: 'invoice_not_editable' })
    await expect(stripe.invoiceItems.del(id)).rejects.toMatchObject({ code: 'invoice_not_editable' })
    const creating = stripe.invoiceItems.create({ customer, invoice, amount: 5, currency: 'usd' })
    await expect(creating).rejects.toMatchObject({ code: 'invoice_not_editable', param: 'invoice' })
  })

  it('is listed by customer, invoice and whether it waits', async () => {
    const { stripe, customer } = await setUp()
    const { id: invoice } = await stripe.invoices.create({ customer })
    const on = await stripe.invoiceItems.create({ customer, invoice, amount: 1, currency: 'usd' })
    const waiting = await stripe.invoiceItems.create({ customer, amount: 2, currency: 'usd' })
    const ids = async (filter: object) => (await stripe.invoiceItems.list(filter)).data.map(({ id }) => id)
    expect(await ids({ customer })).toEqual([waiting.id, on.id])
    expect(await ids({ invoice })).toEqual([on.id])
    expect(await ids({ pending: true })).toEqual([waiting.id])
    expect(await ids({ pending: false })).toEqual([on.id])
  })
})
