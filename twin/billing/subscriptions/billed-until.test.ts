import { describe, expect, it } from 'vitest'
import { day, setUpActive, setUpBilling, start } from '../../resources/subscriptions-testing.ts'

/** Of January, when the subscriptions of these tests begin. */
const period = 31 * day
const price = 4_900
const share = (days: number) => Math.round((price * days) / 31)

describe('an end within the first period', () => {
  it('bills a new subscription until then', async () => {
    const { subscribe, invoiceOf } = await setUpBilling()
    const { lines, total } = await invoiceOf(await subscribe({ cancel_at: start + 10 * day }))
    expect(total).toBe(share(10))
    expect(lines.data[0]?.period).toEqual({ start, end: start + 10 * day })
  })

  it('bills the whole period without prorations', async () => {
    const { subscribe, invoiceOf } = await setUpBilling()
    const ending = await subscribe({ cancel_at: start + 10 * day, proration_behavior: 'none' })
    expect((await invoiceOf(ending)).total).toBe(price)
  })

  it('gives the time after it back to one that is paid', async () => {
    const { stripe, id } = await setUpActive()
    await stripe.subscriptions.update(id, { cancel_at: start + 10 * day })
    expect((await stripe.invoiceItems.list({ pending: true })).data).toMatchObject([
      { amount: -share(21), proration: true, period: { start: start + 10 * day, end: start + period } },
    ])
  })

  it('gives nothing back without prorations', async () => {
    const { stripe, id, pending } = await setUpActive()
    await stripe.subscriptions.update(id, { cancel_at: start + 10 * day, proration_behavior: 'none' })
    expect(await pending()).toEqual([])
  })

  it('gives it back at once, if asked', async () => {
    const { stripe, id, invoiceOf } = await setUpActive()
    const ending = await stripe.subscriptions.update(id, {
      cancel_at: start + 10 * day,
      proration_behavior: 'always_invoice',
    })
    expect(await invoiceOf(ending)).toMatchObject({ total: -share(21), status: 'paid', ending_balance: -share(21) })
  })

  it('is charged for again once it moves or goes', async () => {
    const { stripe, id, pending } = await setUpActive()
    await stripe.subscriptions.update(id, { cancel_at: start + 10 * day })
    await stripe.subscriptions.update(id, { cancel_at: start + 20 * day })
    await stripe.subscriptions.update(id, { cancel_at: '' })
    expect(await pending()).toEqual([share(11), share(10), -share(21)])
  })

  it('is collected when it comes', async () => {
    const { stripe, id, advance, read, invoiceOf, customer } = await setUpActive()
    await stripe.subscriptions.update(id, { cancel_at: start + 10 * day })
    advance(11 * day)
    const ended = await read()
    expect(ended).toMatchObject({ status: 'canceled', ended_at: start + 10 * day })
    expect(await invoiceOf(ended)).toMatchObject({ total: -share(21), status: 'paid' })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -share(21) })
  })

  it('is where later changes are prorated to', async () => {
    const { stripe, id, subscription, pending } = await setUpActive({ cancel_at: start + 10 * day })
    await stripe.subscriptions.update(id, { items: [{ id: subscription.items.data[0]?.id ?? '', quantity: 3 }] })
    expect(await pending()).toEqual([share(30), -share(10)])
  })

  it('is previewed', async () => {
    const { stripe, id } = await setUpActive()
    const details = { cancel_at: start + 10 * day }
    const { total } = await stripe.invoices.createPreview({ subscription: id, subscription_details: details })
    expect(total).toBe(-share(21))
  })
})

it('bills a later period until the end within it, whatever the proration behavior', async () => {
  const { stripe, id, advance, read, invoiceOf } = await setUpActive()
  await stripe.subscriptions.update(id, { cancel_at: start + period + 14 * day, proration_behavior: 'none' })
  const preview = await stripe.invoices.createPreview({ subscription: id })
  advance(period + 7_200)
  const invoice = await invoiceOf(await read())
  expect(invoice).toMatchObject({ total: price / 2, status: 'paid' })
  expect(preview.total).toBe(invoice.total)
})

it('ends with the last time that was billed', async () => {
  const { stripe, id } = await setUpActive({ cancel_at: start + 10 * day })
  const { cancel_at: end } = await stripe.subscriptions.update(id, { cancel_at: 'max_billed_until' })
  expect(end).toBe(start + 10 * day)
})

it('takes what waits because of changes along when it is canceled at once', async () => {
  const { stripe, id, subscription, pending, eventsOf } = await setUpActive()
  await stripe.subscriptions.update(id, { items: [{ id: subscription.items.data[0]?.id ?? '', quantity: 3 }] })
  expect(await pending()).toHaveLength(2)
  await stripe.subscriptions.cancel(id)
  expect(await pending()).toEqual([])
  expect(await eventsOf(/^invoiceitem.deleted$/)).toHaveLength(2)
})
