import { describe, expect, it } from 'vitest'
import { day, setUpActive, setUpBilling } from './subscriptions-testing.ts'

const hour = 3_600

describe('a renewal that is not paid', () => {
  async function setUpFailure(settings?: object) {
    const set = await setUpBilling()
    if (settings) await set.control('/_twin/retries', settings)
    const subscription = await set.subscribe()
    await set.setCard('pm_card_chargeCustomerFail')
    set.advance(31 * day + hour)
    const status = async () => (await set.stripe.subscriptions.retrieve(subscription.id)).status
    return { ...set, subscription, status }
  }

  it('is past due, tried again after 3, 5 and 7 days, and canceled then', async () => {
    const { status, advance, stripe, subscription } = await setUpFailure()
    expect(await status()).toBe('past_due')
    for (const days of [3, 5]) {
      advance(days * day)
      expect(await status()).toBe('past_due')
    }
    advance(7 * day)
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    })
  })

  it.each([
    ['mark_unpaid', 'unpaid'],
    ['leave_past_due', 'past_due'],
  ])('ends as the account is set to: %s', async (end_behavior, expected) => {
    const { status, advance } = await setUpFailure({ retry_days: [1], end_behavior })
    advance(day)
    expect(await status()).toBe(expected)
  })

  it.each([
    ['voided', 'voidInvoice'],
    ['given up', 'markUncollectible'],
  ] as const)('is active again once its invoice is %s', async (_, verb) => {
    const { stripe, id, setCard, advance, read } = await setUpActive()
    await setCard('pm_card_chargeCustomerFail')
    advance(31 * day + 2 * hour)
    const { status, latest_invoice: invoice } = await read()
    expect(status).toBe('past_due')
    await stripe.invoices[verb](invoice as string)
    expect((await read()).status).toBe('active')
    expect((await stripe.subscriptions.retrieve(id)).latest_invoice).toBe(invoice)
  })

  it('is active again when what is late is paid, and the next one is not due yet', async () => {
    const { stripe, subscription, advance, read } = await setUpActive({
      collection_method: 'send_invoice',
      days_until_due: 10,
    })
    advance(31 * day + 2 * hour)
    expect((await read()).status).toBe('past_due')
    await stripe.invoices.pay(subscription.latest_invoice as string, { paid_out_of_band: true })
    expect((await read()).status).toBe('active')
  })

  it('leaves the drafts of an unpaid subscription alone', async () => {
    const { advance, stripe, subscription, invoiceOf, status } = await setUpFailure({
      retry_days: [1],
      end_behavior: 'mark_unpaid',
    })
    advance(40 * day)
    expect(await status()).toBe('unpaid')
    const draft = await invoiceOf(await stripe.subscriptions.retrieve(subscription.id))
    expect(draft).toMatchObject({ status: 'draft', auto_advance: false })
  })
})

describe('invoice.upcoming', () => {
  it('tells of a renewal seven days before', async () => {
    const { subscribe, advance, stripe, customer } = await setUpBilling()
    await subscribe()
    advance(24 * day)
    const [event] = (await stripe.events.list({ type: 'invoice.upcoming' })).data
    const invoice = event?.data.object as unknown as Record<string, unknown>
    expect(invoice).toMatchObject({ object: 'invoice', customer: customer.id, total: 4_900, status: 'draft' })
    expect(invoice).not.toHaveProperty('id')
    expect((invoice.lines as { data: unknown[] }).data).toHaveLength(1)
  })
})
