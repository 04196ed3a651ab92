import { describe, expect, it } from 'vitest'
import { refusalOf } from '../usage/testing.ts'
import { day, setUpBilling, start } from './subscriptions-testing.ts'

const hour = 3_600

describe('payment_behavior of a new subscription', () => {
  it.each([
    ['pm_card_visa', 'allow_incomplete', 'active', 'paid'],
    ['pm_card_visa', 'default_incomplete', 'incomplete', 'open'],
    ['pm_card_visa', 'error_if_incomplete', 'active', 'paid'],
    ['pm_card_chargeCustomerFail', 'allow_incomplete', 'incomplete', 'open'],
    ['pm_card_chargeCustomerFail', 'default_incomplete', 'incomplete', 'open'],
  ] as const)('with %s and %s it is %s', async (card, payment_behavior, status, invoiced) => {
    const { subscribe, invoiceOf } = await setUpBilling(card)
    const subscription = await subscribe({ payment_behavior })
    expect(subscription.status).toBe(status)
    expect((await invoiceOf(subscription)).status).toBe(invoiced)
  })

  it('error_if_incomplete leaves nothing of a declined one', async () => {
    const { subscribe, stripe } = await setUpBilling('pm_card_chargeCustomerFail')
    const refusal = await refusalOf(subscribe({ payment_behavior: 'error_if_incomplete' }))
    expect(refusal).toMatchObject({ statusCode: 402, code: 'card_declined' })
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([])
  })

  it('waits for the bank where the card asks for it, or refuses with 402', async () => {
    const { subscribe, stripe } = await setUpBilling('pm_card_authenticationRequired')
    const waiting = await subscribe({ expand: ['latest_invoice.confirmation_secret'] })
    expect(waiting).toMatchObject({
      status: 'incomplete',
      latest_invoice: { confirmation_secret: { type: 'payment_intent' } },
    })
    const refusal = await refusalOf(subscribe({ payment_behavior: 'error_if_incomplete' }))
    expect(refusal).toMatchObject({ statusCode: 402, code: 'subscription_payment_intent_requires_action' })
    expect((await stripe.subscriptions.list()).data).toHaveLength(1)
  })

  it('is told of as incomplete first, then as active', async () => {
    const { subscribe, stripe } = await setUpBilling()
    await subscribe()
    const [updated, created] = (await stripe.events.list({ limit: 100 })).data.filter(({ type }) =>
      type.startsWith('customer.subscription.'),
    )
    expect(created).toMatchObject({ type: 'customer.subscription.created', data: { object: { status: 'incomplete' } } })
    expect(updated).toMatchObject({
      type: 'customer.subscription.updated',
      data: { object: { status: 'active' }, previous_attributes: { status: 'incomplete' } },
    })
  })

  it('expires after 23 hours, and its invoice is void', async () => {
    const { subscribe, stripe, advance, invoiceOf } = await setUpBilling()
    const subscription = await subscribe({ payment_behavior: 'default_incomplete' })
    advance(23 * hour - 1)
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'incomplete' })
    advance(1)
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'incomplete_expired' })
    expect(await invoiceOf(subscription)).toMatchObject({ status: 'void' })
  })

  it('expires with its first invoice, when that is voided', async () => {
    const { stripe, subscribe } = await setUpBilling('pm_card_chargeCustomerFail')
    const { id, latest_invoice: invoice } = await subscribe()
    await stripe.invoices.voidInvoice(invoice as string)
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('incomplete_expired')
  })

  it('is active at once when the invoice is sent', async () => {
    const { subscribe } = await setUpBilling()
    const sent = await subscribe({ collection_method: 'send_invoice', days_until_due: 30 })
    expect(sent).toMatchObject({ status: 'active', days_until_due: 30 })
  })
})

describe('payment_behavior of an update', () => {
  const update = (id: string, item: string | undefined, price: string) => ({
    id,
    params: { items: [{ id: item ?? '', price }], proration_behavior: 'always_invoice' as const },
  })

  async function setUpUpgrade(payment_behavior: string) {
    const set = await setUpBilling()
    const subscription = await set.subscribe()
    await set.setCard('pm_card_chargeCustomerFail')
    set.advance(10 * day)
    const { id, params } = update(subscription.id, subscription.items.data[0]?.id, set.bigger.id)
    const upgrade = () => set.stripe.subscriptions.update(id, { ...params, payment_behavior } as object)
    return { ...set, subscription, upgrade }
  }

  it.each([
    ['allow_incomplete', 'past_due'],
    ['default_incomplete', 'past_due'],
  ])('%s changes the items, and is %s until it is paid', async (behavior, status) => {
    const { upgrade, bigger, stripe, setCard } = await setUpUpgrade(behavior)
    const after = await upgrade()
    expect(after).toMatchObject({ status, items: { data: [{ price: { id: bigger.id } }] } })
    await setCard('pm_card_visa')
    await stripe.invoices.pay(after.latest_invoice as string)
    expect(await stripe.subscriptions.retrieve(after.id)).toMatchObject({ status: 'active' })
  })

  it('error_if_incomplete changes nothing', async () => {
    const { upgrade, subscription, stripe } = await setUpUpgrade('error_if_incomplete')
    expect(await refusalOf(upgrade())).toMatchObject({ statusCode: 402 })
    expect(await stripe.subscriptions.retrieve(subscription.id)).toEqual(subscription)
  })

  it('pending_if_incomplete waits for the payment, then changes the items', async () => {
    const { upgrade, subscription, monthly, bigger, stripe, setCard, eventsOf } =
      await setUpUpgrade('pending_if_incomplete')
    const waiting = await upgrade()
    expect(waiting).toMatchObject({
      status: 'active',
      items: { data: [{ price: { id: monthly.id } }] },
      pending_update: {
        expires_at: start + 10 * day + 23 * hour,
        subscription_items: [{ price: { id: bigger.id } }],
        billing_cycle_anchor: null,
        trial_end: null,
      },
    })
    expect(waiting.latest_invoice).not.toBe(subscription.latest_invoice)
    await setCard('pm_card_visa')
    await stripe.invoices.pay(waiting.latest_invoice as string)
    const after = await stripe.subscriptions.retrieve(subscription.id)
    expect(after).toMatchObject({ pending_update: null, items: { data: [{ price: { id: bigger.id } }] } })
    expect(await eventsOf(/pending_update_applied/)).toHaveLength(1)
    expect((await stripe.invoiceItems.list({ pending: true })).data).toEqual([])
  })

  it('pending_if_incomplete lets go after 23 hours', async () => {
    const { upgrade, monthly, stripe, advance, eventsOf } = await setUpUpgrade('pending_if_incomplete')
    const waiting = await upgrade()
    advance(23 * hour)
    const after = await stripe.subscriptions.retrieve(waiting.id)
    expect(after).toMatchObject({ pending_update: null, items: { data: [{ price: { id: monthly.id } }] } })
    expect(await stripe.invoices.retrieve(waiting.latest_invoice as string)).toMatchObject({ status: 'void' })
    expect(await eventsOf(/pending_update_expired/)).toHaveLength(1)
  })

  it('pending_if_incomplete takes no metadata', async () => {
    const { stripe, subscription } = await setUpUpgrade('pending_if_incomplete')
    const updating = stripe.subscriptions.update(subscription.id, {
      metadata: { a: 'b' },
      payment_behavior: 'pending_if_incomplete',
    })
    expect(await refusalOf(updating)).toMatchObject({ statusCode: 400, param: 'metadata' })
  })
})
