import { describe, expect, it } from 'vitest'
import { Person } from '../hosted/testing.ts'
import { createTestTwin } from '../test-twin.ts'

const start = Date.UTC(2030, 0, 31, 12) / 1000
const day = 86_400

async function withClock() {
  const { stripe, twin, account } = createTestTwin()
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start, name: 'Leap' })
  const customer = await stripe.customers.create({ test_clock: clock.id, email: 'a@example.com' })
  const advance = (to: number) => stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: to })
  const types = async () => (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
  const subscribe = async () => {
    await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data
    const price = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 1000,
      recurring: { interval: 'month' },
      product_data: { name: 'Plan' },
    })
    return stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_payment_method: method?.id ?? '',
    })
  }
  return { stripe, twin, account, clock, customer, advance, types, subscribe }
}

describe('test clocks', () => {
  it('are created ready, with a name, and kept for 30 days of the account', async () => {
    const { stripe, clock, account, types } = await withClock()
    expect(clock).toMatchObject({
      id: expect.stringMatching(/^clock_/),
      object: 'test_helpers.test_clock',
      frozen_time: start,
      livemode: false,
      name: 'Leap',
      status: 'ready',
      status_details: {},
    })
    expect(clock.deletes_after - clock.created).toBe(30 * day)
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toEqual(clock)
    expect((await stripe.testHelpers.testClocks.list()).data).toHaveLength(1)
    account.setClock(clock.deletes_after)
    expect((await stripe.testHelpers.testClocks.list()).data).toEqual([])
    expect(await types()).toContain('test_helpers.test_clock.deleted')
  })

  it('give their time to what their customers have, and to nobody else', async () => {
    const { stripe, clock, customer, subscribe } = await withClock()
    expect(customer).toMatchObject({ created: start, test_clock: clock.id })
    const subscription = await subscribe()
    expect(subscription).toMatchObject({ created: start, test_clock: clock.id, billing_cycle_anchor: start })
    const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data
    expect(invoice).toMatchObject({ created: start, test_clock: clock.id })
    const [event] = (await stripe.events.list({ type: 'customer.subscription.created' })).data
    expect(event?.created).toBe(start)
    expect((await stripe.customers.create()).created).toBeLessThan(start)
  })

  it('advance to ready, and all that falls due on the way happens at its own time', async () => {
    const { stripe, clock, advance, types, subscribe } = await withClock()
    const { id } = await subscribe()
    const target = start + 40 * day
    expect(await advance(target)).toMatchObject({
      status: 'advancing',
      frozen_time: start,
      status_details: { advancing: { target_frozen_time: target } },
    })
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      status: 'ready',
      frozen_time: target,
      status_details: {},
    })
    const [renewal] = (await stripe.invoices.list({ subscription: id })).data
    expect(renewal).toMatchObject({ status: 'paid', created: Date.UTC(2030, 1, 28, 12) / 1000 })
    expect((await types()).filter((type) => type.startsWith('test_helpers'))).toEqual([
      'test_helpers.test_clock.ready',
      'test_helpers.test_clock.advancing',
      'test_helpers.test_clock.created',
    ])
  })

  it('give their time to what is bought on the checkout page, too', async () => {
    const { stripe, twin, customer } = await withClock()
    const price_data = { currency: 'eur', unit_amount: 1000, recurring: { interval: 'month' as const } }
    const session = await stripe.checkout.sessions.create({
      customer: customer.id,
      mode: 'subscription',
      line_items: [{ price_data: { ...price_data, product_data: { name: 'Plan' } }, quantity: 1 }],
      success_url: 'https://example.com/done',
    })
    const person = await new Person(twin.fetch).open(session.url ?? '')
    const card = { cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 40', cardCvc: '123' }
    await person.press('Subscribe', card)
    expect(person.leftTo).toContain('https://example.com/done')
    expect((await stripe.subscriptions.list({ customer: customer.id })).data).toMatchObject([{ created: start }])
  })

  it('arrive without a further call', async () => {
    const { advance, account, clock } = await withClock()
    await advance(start + day)
    await expect.poll(() => account.store.find('test_helpers.test_clock', clock.id)).toMatchObject({ status: 'ready' })
  })

  it('stand still while the account goes on', async () => {
    const { stripe, account, customer, subscribe } = await withClock()
    const { id } = await subscribe()
    account.setClock(account.now() + 29 * day)
    expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1)
    expect((await stripe.customers.update(customer.id, { name: 'B' })).created).toBe(start)
    const [event] = (await stripe.events.list({ type: 'customer.updated' })).data
    expect(event?.created).toBe(start)
  })

  it.each([
    ['backwards', -1],
    ['to where they are', 0],
  ])('do not move %s', async (_, seconds) => {
    const { advance } = await withClock()
    await expect(advance(start + seconds)).rejects.toMatchObject({ statusCode: 400, param: 'frozen_time' })
  })

  it('move at most two intervals of the shortest subscription, or two years without one', async () => {
    const { advance, subscribe } = await withClock()
    await expect(advance(Date.UTC(2032, 0, 31, 12) / 1000 + 1)).rejects.toMatchObject({ param: 'frozen_time' })
    await subscribe()
    const limit = Date.UTC(2030, 2, 31, 12) / 1000
    await expect(advance(limit + 1)).rejects.toMatchObject({ message: expect.stringContaining(`up to ${limit}`) })
    await expect(advance(limit)).resolves.toMatchObject({ status: 'advancing' })
  })

  it('take three customers', async () => {
    const { stripe, clock } = await withClock()
    for (const _ of [2, 3]) await stripe.customers.create({ test_clock: clock.id })
    await expect(stripe.customers.create({ test_clock: clock.id })).rejects.toMatchObject({ param: 'test_clock' })
    await expect(stripe.customers.create({ test_clock: 'clock_none' })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'test_clock',
    })
  })

  it('hide their customers and subscriptions from lists that do not ask for them', async () => {
    const { stripe, clock, customer, subscribe } = await withClock()
    const { id } = await subscribe()
    expect((await stripe.customers.list()).data).toEqual([])
    expect((await stripe.customers.list({ test_clock: clock.id })).data).toMatchObject([{ id: customer.id }])
    expect((await stripe.subscriptions.list()).data).toEqual([])
    for (const params of [{ test_clock: clock.id }, { customer: customer.id }]) {
      expect((await stripe.subscriptions.list(params)).data).toMatchObject([{ id }])
    }
  })

  it('take their customers with them when they are deleted', async () => {
    const { stripe, clock, customer, subscribe } = await withClock()
    const { id } = await subscribe()
    expect(await stripe.testHelpers.testClocks.del(clock.id)).toEqual({
      id: clock.id,
      object: 'test_helpers.test_clock',
      deleted: true,
    })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' })
    await expect(stripe.testHelpers.testClocks.retrieve(clock.id)).rejects.toMatchObject({ code: 'resource_missing' })
  })

  it('take an existing customer along, with what falls due for it', async () => {
    const { stripe, account } = await withClock()
    const customer = await stripe.customers.create()
    await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data
    const price = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 500,
      recurring: { interval: 'week' },
      product_data: { name: 'Plan' },
    })
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_payment_method: method?.id ?? '',
    })
    const now = account.now()
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: now, customer: customer.id })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ test_clock: clock.id })
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: now + 8 * day })
    expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(2)
    await expect(
      stripe.testHelpers.testClocks.create({ frozen_time: now, customer: customer.id }),
    ).rejects.toMatchObject({ param: 'customer' })
  })

  it('outlive a restart with what they have still to do', async () => {
    const { account, advance, subscribe } = await withClock()
    const { id } = await subscribe()
    const { twin, stripe } = createTestTwin()
    twin.account('sk_test_of_a_unit_test').restore(JSON.parse(JSON.stringify(account.snapshot())))
    await advance(start + 40 * day)
    const [clock] = (await stripe.testHelpers.testClocks.list()).data
    await stripe.testHelpers.testClocks.advance(clock?.id ?? '', { frozen_time: start + 40 * day })
    expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(2)
  })
})
