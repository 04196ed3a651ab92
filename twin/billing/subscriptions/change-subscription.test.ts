import { describe, expect, it } from 'vitest'
import { day, setUpActive, setUpBilling, start } from '../../resources/subscriptions-testing.ts'

const price = 4_900
const itemOf = ({ items }: { items: { data: { id: string }[] } }) => items.data[0]?.id ?? ''

describe('a change', () => {
  it('from free to paid begins a new period, and bills it', async () => {
    const { stripe, subscribe, createPrice, monthly, advance, invoiceOf } = await setUpBilling()
    const free = await subscribe({ items: [{ price: (await createPrice(0)).id }] })
    advance(10 * day)
    const paid = await stripe.subscriptions.update(free.id, { items: [{ id: itemOf(free), price: monthly.id }] })
    expect(paid).toMatchObject({
      billing_cycle_anchor: start + 10 * day,
      items: { data: [{ current_period_start: start + 10 * day }] },
    })
    expect(await invoiceOf(paid)).toMatchObject({ total: price, billing_reason: 'subscription_update', status: 'paid' })
  })

  it('within the part of a period up to an anchor is prorated by the whole period', async () => {
    const { stripe, id, subscription, advance, pending } = await setUpActive({ billing_cycle_anchor: start + 10 * day })
    advance(5 * day)
    await stripe.subscriptions.update(id, { items: [{ id: itemOf(subscription), quantity: 2 }] })
    const part = (amount: number) => Math.round((amount * 5) / 31)
    expect(await pending()).toEqual([part(2 * price), -part(price)])
  })

  it('names a price by the id of its plan', async () => {
    const { stripe, id, subscription, bigger } = await setUpActive()
    const { items } = await stripe.subscriptions.update(id, { items: [{ id: itemOf(subscription), plan: bigger.id }] })
    expect(items.data[0]?.price.id).toBe(bigger.id)
  })

  it.each([
    ['description', { description: 'Seats' }, { description: '' as const }],
    ['metadata', { metadata: { a: 'b' } }, { metadata: '' as const }],
  ])('takes the %s away', async (field, params, cleared) => {
    const { stripe, id } = await setUpActive(params)
    const changed = await stripe.subscriptions.update(id, cleared)
    expect(changed[field as 'description']).toEqual(field === 'metadata' ? {} : null)
  })
})

describe('trial_settings[end_behavior][billing_cycle_anchor] unchanged', () => {
  const unchanged = {
    end_behavior: { missing_payment_method: 'pause' as const, billing_cycle_anchor: 'unchanged' as const },
  }

  it('bills from the end of the trial up to the anchor', async () => {
    const { subscribe, stripe, advance, invoiceOf } = await setUpBilling()
    const trial = await subscribe({ trial_period_days: 10, trial_settings: unchanged })
    expect(trial).toMatchObject({ status: 'trialing', billing_cycle_anchor: start })
    advance(10 * day + 3_600)
    const active = await stripe.subscriptions.retrieve(trial.id)
    expect(active).toMatchObject({
      status: 'active',
      billing_cycle_anchor: start,
      items: { data: [{ current_period_start: start + 10 * day, current_period_end: start + 31 * day }] },
    })
    expect((await invoiceOf(active)).total).toBe(Math.round((price * 21) / 31))
  })

  it('does so as well when the trial is ended by hand', async () => {
    const { subscribe, stripe, advance, invoiceOf } = await setUpBilling()
    const trial = await subscribe({ trial_period_days: 20, trial_settings: unchanged })
    advance(10 * day)
    const active = await stripe.subscriptions.update(trial.id, { trial_end: 'now' })
    expect(active).toMatchObject({ status: 'active', billing_cycle_anchor: start })
    expect((await invoiceOf(active)).total).toBe(Math.round((price * 21) / 31))
  })
})

it('makes no last invoice where there is nothing to bill', async () => {
  const { stripe, subscribe } = await setUpBilling()
  const { id } = await subscribe({ trial_period_days: 10 })
  await stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true })
  expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1)
})
