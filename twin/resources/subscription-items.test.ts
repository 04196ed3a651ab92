import { describe, expect, it } from 'vitest'
import { refusalOf } from '../usage/testing.ts'
import { day, setUpBilling, start } from './subscriptions-testing.ts'

async function setUpItems() {
  const set = await setUpBilling()
  const subscription = await set.subscribe()
  const [item] = subscription.items.data
  if (!item) throw new Error('A subscription has an item')
  const pending = async () => (await set.stripe.invoiceItems.list({ pending: true })).data.map(({ amount }) => amount)
  return { ...set, subscription, item, pending }
}

describe('subscriptionItems.create', () => {
  it('adds an item, prorates it and tells of the subscription', async () => {
    const { stripe, subscription, bigger, advance, pending, eventsOf } = await setUpItems()
    advance(15.5 * day)
    const item = await stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: bigger.id,
      quantity: 2,
      metadata: { seat: 'a' },
    })
    expect(item).toMatchObject({
      object: 'subscription_item',
      subscription: subscription.id,
      price: { id: bigger.id },
      quantity: 2,
      metadata: { seat: 'a' },
      current_period_start: start,
      billing_thresholds: null,
      discounts: [],
    })
    expect(await pending()).toEqual([9_900])
    expect(await eventsOf(/^customer.subscription.updated/)).toHaveLength(2)
    expect((await stripe.subscriptionItems.list({ subscription: subscription.id })).data).toHaveLength(2)
  })

  it.each([
    ['the same price', 'monthly', 'items'],
    ['another currency', 'dollars', 'items'],
    ['a one-time price', 'once', 'price'],
    ['a price that there is not', 'none', 'price'],
  ])('refuses %s', async (_, which, param) => {
    const { stripe, subscription, monthly, product, createPrice } = await setUpItems()
    const price = {
      monthly: monthly.id,
      dollars: (await createPrice(100, 'month', { currency: 'usd' })).id,
      once: (await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 1 })).id,
      none: 'price_none',
    }[which]
    const adding = stripe.subscriptionItems.create({ subscription: subscription.id, price })
    expect(await refusalOf(adding)).toMatchObject({ statusCode: 400, param })
  })

  it('takes price data, and refuses it beside a price', async () => {
    const { stripe, subscription, product, bigger } = await setUpItems()
    const price_data = {
      currency: 'eur',
      product: product.id,
      recurring: { interval: 'month' as const },
      unit_amount: 700,
    }
    const added = await stripe.subscriptionItems.create({ subscription: subscription.id, price_data })
    expect(added.price.unit_amount).toBe(700)
    const both = stripe.subscriptionItems.create({ subscription: subscription.id, price: bigger.id, price_data })
    expect(await refusalOf(both)).toMatchObject({ statusCode: 400, param: 'price_data' })
  })

  it('refuses the 21st', async () => {
    const { stripe, subscription, createPrice } = await setUpItems()
    const items = []
    for (let count = 0; count < 19; count += 1) items.push({ price: (await createPrice(100)).id })
    await stripe.subscriptions.update(subscription.id, { items, proration_behavior: 'none' })
    const adding = stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: (await createPrice(100)).id,
    })
    expect(await refusalOf(adding)).toMatchObject({ statusCode: 400, param: 'items' })
  })
})

describe('subscriptionItems.update', () => {
  it.each([
    ['create_prorations', [4_900, -2_450 + 0], false],
    ['none', [], false],
    ['always_invoice', [], true],
  ] as const)('changes the quantity with %s', async (behavior, _, isInvoiced) => {
    const { stripe, subscription, item, advance, pending, invoiceOf } = await setUpItems()
    advance(15.5 * day)
    const changed = await stripe.subscriptionItems.update(item.id, { quantity: 2, proration_behavior: behavior })
    expect(changed.quantity).toBe(2)
    const amounts = (await pending()).sort((a, b) => a - b)
    expect(amounts).toEqual(behavior === 'create_prorations' ? [-2_450, 4_900] : [])
    const after = await stripe.subscriptions.retrieve(subscription.id)
    const invoice = await invoiceOf(after)
    expect(invoice.id !== subscription.latest_invoice).toBe(isInvoiced)
    if (isInvoiced)
      expect(invoice).toMatchObject({ status: 'paid', total: 2_450, billing_reason: 'subscription_update' })
  })

  it('prorates as of a date', async () => {
    const { stripe, item, pending } = await setUpItems()
    await stripe.subscriptionItems.update(item.id, { quantity: 2, proration_date: start + 15.5 * day })
    expect((await pending()).sort((a, b) => a - b)).toEqual([-2_450, 4_900])
  })

  it('sets the quantity to one with another price, unless told otherwise', async () => {
    const { stripe, item, bigger, monthly } = await setUpItems()
    await stripe.subscriptionItems.update(item.id, { quantity: 5 })
    expect(await stripe.subscriptionItems.update(item.id, { price: bigger.id })).toMatchObject({ quantity: 1 })
    const back = await stripe.subscriptionItems.update(item.id, { price: monthly.id, quantity: 3 })
    expect(back).toMatchObject({ quantity: 3, price: { id: monthly.id } })
  })

  it.each([
    ['a quantity below zero', { quantity: -1 }, 'quantity'],
    ['a broken quantity', { quantity: 1.5 }, 'quantity'],
    ['an unknown behavior', { proration_behavior: 'sometimes' }, 'proration_behavior'],
  ])('refuses %s', async (_, params, param) => {
    const { stripe, item } = await setUpItems()
    expect(await refusalOf(stripe.subscriptionItems.update(item.id, params))).toMatchObject({ statusCode: 400, param })
  })

  it('keeps metadata by key', async () => {
    const { stripe, item } = await setUpItems()
    await stripe.subscriptionItems.update(item.id, { metadata: { a: '1', b: '2' } })
    expect((await stripe.subscriptionItems.update(item.id, { metadata: { a: '' } })).metadata).toEqual({ b: '2' })
    expect((await stripe.subscriptionItems.retrieve(item.id)).metadata).toEqual({ b: '2' })
  })
})

describe('subscriptionItems.del', () => {
  it('never takes the last one', async () => {
    const { stripe, item } = await setUpItems()
    const refusal = await refusalOf(stripe.subscriptionItems.del(item.id))
    expect(refusal.statusCode).toBe(400)
    expect(refusal.message).toContain('at least one active plan')
  })

  it('answers what is gone, and credits its time', async () => {
    const { stripe, subscription, bigger, item, advance, pending } = await setUpItems()
    await stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: bigger.id,
      proration_behavior: 'none',
    })
    advance(15.5 * day)
    expect(await stripe.subscriptionItems.del(item.id)).toEqual({
      id: item.id,
      object: 'subscription_item',
      deleted: true,
    })
    expect(await pending()).toEqual([-2_450])
    expect(await refusalOf(stripe.subscriptionItems.retrieve(item.id))).toMatchObject({ statusCode: 404 })
    expect((await stripe.subscriptions.retrieve(subscription.id)).items.data).toHaveLength(1)
  })
})

describe('subscriptionItems.list', () => {
  it('needs a subscription that there is', async () => {
    const { stripe } = await setUpItems()
    const listing = stripe.subscriptionItems.list({ subscription: 'sub_none' })
    expect(await refusalOf(listing)).toMatchObject({ statusCode: 400, param: 'subscription' })
  })
})
