import { describe, expect, it } from 'vitest'
import { refusalOf } from '../usage/testing.ts'
import { day, setUpActive, start } from './subscriptions-testing.ts'

const hour = 3_600
const periodEnd = start + 31 * day

describe('subscriptions.pause and resume', () => {
  it('credits unused time, and stops periods and invoices', async () => {
    const { stripe, id, advance, pending, read, eventsOf } = await setUpActive()
    advance(15.5 * day)
    const paused = await stripe.subscriptions.pause(id)
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: {
        paused: {
          type: 'subscription',
          subscription: { type: 'pause_requested' },
          transitioned_at: start + 15.5 * day,
        },
      },
    })
    expect(await pending()).toEqual([-2_450])
    expect(await eventsOf(/subscription.paused/)).toHaveLength(1)
    const { latest_invoice: latest } = paused
    advance(60 * day)
    expect(await read()).toMatchObject({ status: 'paused', latest_invoice: latest })
    expect(await refusalOf(stripe.subscriptions.pause(id))).toMatchObject({ statusCode: 400 })
  })

  it.each([
    ['now', -2_450],
    ['item_current_period_start', -4_900],
    ['none', undefined],
  ])('credits from %s', async (type, amount) => {
    const { stripe, id, advance, pending } = await setUpActive()
    advance(15.5 * day)
    await stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type } } })
    expect(await pending()).toEqual(amount === undefined ? [] : [amount])
  })

  it('invoices the credit at once when told so', async () => {
    const { stripe, id, advance, invoiceOf } = await setUpActive()
    advance(15.5 * day)
    const paused = await stripe.subscriptions.pause(id, { invoicing_behavior: 'invoice' })
    expect(await invoiceOf(paused)).toMatchObject({ total: -2_450 })
  })

  it('begins a new period now', async () => {
    const { stripe, id, advance, invoiceOf, eventsOf } = await setUpActive()
    await stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: 'none' } } })
    advance(10 * day)
    const resumed = await stripe.subscriptions.resume(id, { payment_behavior: 'resume_on_payment_success' })
    expect(resumed).toMatchObject({
      status: 'active',
      billing_cycle_anchor: start + 10 * day,
      items: { data: [{ current_period_start: start + 10 * day }] },
    })
    expect(resumed).not.toHaveProperty('status_details')
    expect(await invoiceOf(resumed)).toMatchObject({ total: 4_900, status: 'paid' })
    expect(await eventsOf(/subscription.resumed/)).toHaveLength(1)
    expect(await refusalOf(stripe.subscriptions.resume(id))).toMatchObject({ statusCode: 400 })
  })

  it.each([
    ['create_prorations', [2_450]],
    ['none', []],
  ] as const)('goes on with the old period, with %s', async (proration_behavior, amounts) => {
    const { stripe, id, advance, pending } = await setUpActive()
    await stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: 'none' } } })
    advance(15.5 * day)
    const resumed = await stripe.subscriptions.resume(id, {
      billing_cycle_anchor: { type: 'unchanged' },
      proration_behavior,
    })
    expect(resumed).toMatchObject({
      status: 'active',
      billing_cycle_anchor: start,
      items: { data: [{ current_period_start: start, current_period_end: periodEnd }] },
    })
    expect(await pending()).toEqual([...amounts])
  })

  it('stays paused until it is paid when told so', async () => {
    const { stripe, id, setCard, read } = await setUpActive()
    await stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: 'none' } } })
    await setCard('pm_card_chargeCustomerFail')
    const waiting = await stripe.subscriptions.resume(id, { payment_behavior: 'resume_on_payment_success' })
    expect(waiting.status).toBe('paused')
    await setCard('pm_card_visa')
    await stripe.invoices.pay(waiting.latest_invoice as string)
    expect((await read()).status).toBe('active')
  })
})

describe('a resumption whose payment nobody tries at once', () => {
  const setUpResuming = async () => {
    const set = await setUpActive()
    await set.stripe.subscriptions.pause(set.id, { bill_for: { unused_time_from: { type: 'none' } } })
    const resuming = await set.stripe.subscriptions.resume(set.id)
    const invoice = resuming.latest_invoice as string
    return { ...set, resuming, invoice, readInvoice: () => set.stripe.invoices.retrieve(invoice) }
  }

  it('leaves the subscription paused, with an open invoice', async () => {
    const { resuming, readInvoice } = await setUpResuming()
    expect(resuming).toMatchObject({ status: 'paused' })
    expect(await readInvoice()).toMatchObject({ status: 'open', attempted: false, total: 4_900 })
  })

  it.each([
    ['paid', 'pm_card_visa', 'active'],
    ['declined', 'pm_card_chargeCustomerFail', 'past_due'],
  ])('ends the pause once the invoice is %s', async (_, card, status) => {
    const { stripe, invoice, setCard, read, readInvoice, eventsOf } = await setUpResuming()
    await setCard(card)
    await stripe.invoices.pay(invoice).catch(() => {})
    expect(await read()).toMatchObject({ status })
    expect((await readInvoice()).next_payment_attempt).toBeNull()
    expect(await eventsOf(/subscription.resumed/)).toHaveLength(1)
  })

  it('ends the pause once the invoice is given up', async () => {
    const { stripe, invoice, read } = await setUpResuming()
    await stripe.invoices.markUncollectible(invoice)
    expect((await read()).status).toBe('active')
  })

  it('stays paused when the invoice is void', async () => {
    const { stripe, invoice, read } = await setUpResuming()
    await stripe.invoices.voidInvoice(invoice)
    expect((await read()).status).toBe('paused')
  })

  it('voids the invoice after 23 hours', async () => {
    const { advance, read, readInvoice } = await setUpResuming()
    advance(23 * hour)
    expect((await readInvoice()).status).toBe('void')
    expect((await read()).status).toBe('paused')
  })
})

it.each([
  ['pausing in classic billing mode', { billing_mode: { type: 'classic' as const } }, 'pause'],
  ['resuming what is sent', { collection_method: 'send_invoice' as const, days_until_due: 3 }, 'resume'],
] as const)('refuses %s', async (_, params, verb) => {
  const { stripe, id } = await setUpActive(params)
  if (verb === 'resume') await stripe.subscriptions.pause(id)
  expect(await refusalOf(stripe.subscriptions[verb](id))).toMatchObject({ statusCode: 400 })
})

describe('pause_collection', () => {
  it.each([
    ['keep_as_draft', 'draft'],
    ['void', 'void'],
    ['mark_uncollectible', 'uncollectible'],
  ] as const)('%s leaves the next invoice %s', async (behavior, status) => {
    const { stripe, id, advance, read, invoiceOf } = await setUpActive()
    const paused = await stripe.subscriptions.update(id, { pause_collection: { behavior } })
    expect(paused).toMatchObject({ status: 'active', pause_collection: { behavior, resumes_at: null } })
    advance(31 * day + hour)
    const after = await read()
    expect(after.status).toBe('active')
    const invoice = await invoiceOf(after)
    expect(invoice.status).toBe(status)
    expect(invoice.status_details?.uncollectible?.reason).toBe(
      status === 'uncollectible' ? 'subscription_paused' : undefined,
    )
    expect((await stripe.subscriptions.update(id, { pause_collection: '' })).pause_collection).toBeNull()
  })

  it('ends by itself', async () => {
    const { stripe, id, advance, read } = await setUpActive()
    const resumes_at = start + 5 * day
    await stripe.subscriptions.update(id, { pause_collection: { behavior: 'void', resumes_at } })
    advance(5 * day)
    expect((await read()).pause_collection).toBeNull()
    const past = stripe.subscriptions.update(id, { pause_collection: { behavior: 'void', resumes_at: start } })
    expect(await refusalOf(past)).toMatchObject({ param: 'pause_collection[resumes_at]' })
  })
})
