import { describe, expect, it } from 'vitest'
import { refusalOf } from '../usage/testing.ts'
import { day, setUpBilling, start } from './subscriptions-testing.ts'

const at = (text: string) => Date.parse(text) / 1000

describe('subscriptions.create', () => {
  it('answers the documented defaults', async () => {
    const { subscribe, customer } = await setUpBilling()
    expect(await subscribe()).toMatchObject({
      object: 'subscription',
      application: null,
      application_fee_percent: null,
      automatic_tax: { enabled: false, disabled_reason: null, liability: null },
      billing_cycle_anchor: start,
      billing_cycle_anchor_config: null,
      billing_mode: { type: 'flexible', flexible: { proration_discounts: 'included' } },
      billing_schedules: [],
      billing_thresholds: null,
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
      collection_method: 'charge_automatically',
      created: start,
      currency: 'eur',
      customer: customer.id,
      days_until_due: null,
      default_tax_rates: [],
      default_payment_method: null,
      default_source: null,
      description: null,
      discounts: [],
      ended_at: null,
      invoice_settings: { account_tax_ids: null, issuer: { type: 'self' } },
      livemode: false,
      metadata: {},
      next_pending_invoice_item_invoice: null,
      on_behalf_of: null,
      pause_collection: null,
      payment_settings: {
        payment_method_options: null,
        payment_method_types: null,
        save_default_payment_method: 'off',
      },
      pending_invoice_item_interval: null,
      pending_setup_intent: null,
      pending_update: null,
      schedule: null,
      start_date: start,
      status: 'active',
      test_clock: null,
      transfer_data: null,
      trial_end: null,
      trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
      trial_start: null,
    })
  })

  it.each([
    ['no items', { items: [] }, 'items'],
    ['a customer that there is not', { customer: 'cus_none' }, 'customer'],
    ['a payment method of nobody', { default_payment_method: 'pm_none' }, 'default_payment_method'],
    ['days without sending', { days_until_due: 5 }, 'days_until_due'],
    ['sending without days', { collection_method: 'send_invoice' }, 'days_until_due'],
    ['a negative number of days', { collection_method: 'send_invoice', days_until_due: -1 }, 'days_until_due'],
    ['an unknown method of collection', { collection_method: 'by_hand' }, 'collection_method'],
    ['a description of 501 characters', { description: 'd'.repeat(501) }, 'description'],
    ['a trial in the past', { trial_end: start - 1 }, 'trial_end'],
    ['a trial of more than two years', { trial_end: start + 731 * day }, 'trial_end'],
    ['no days of trial', { trial_period_days: 0 }, 'trial_period_days'],
    ['731 days of trial', { trial_period_days: 731 }, 'trial_period_days'],
    ['two ends of a trial', { trial_end: start + day, trial_period_days: 3 }, 'trial_period_days'],
    ['an end and the plan’s trial', { trial_end: start + day, trial_from_plan: true }, 'trial_from_plan'],
    ['an anchor in the past', { billing_cycle_anchor: start - 1 }, 'billing_cycle_anchor'],
    ['an anchor beyond the first period', { billing_cycle_anchor: start + 40 * day }, 'billing_cycle_anchor'],
    [
      'an anchor and its recipe',
      { billing_cycle_anchor: start + day, billing_cycle_anchor_config: { day_of_month: 1 } },
      'billing_cycle_anchor_config',
    ],
    ['a 32nd day', { billing_cycle_anchor_config: { day_of_month: 32 } }, 'billing_cycle_anchor_config[day_of_month]'],
    [
      'a 24th hour',
      { billing_cycle_anchor_config: { day_of_month: 1, hour: 24 } },
      'billing_cycle_anchor_config[hour]',
    ],
    ['a start in the future', { backdate_start_date: start + 1 }, 'backdate_start_date'],
    ['an end in the past', { cancel_at: start - 1 }, 'cancel_at'],
    ['two ends', { cancel_at: start + day, cancel_at_period_end: true }, 'cancel_at_period_end'],
    ['another currency', { currency: 'usd' }, 'currency'],
    ['a waiting update', { payment_behavior: 'pending_if_incomplete' }, 'payment_behavior'],
    ['flexible settings in classic billing', { billing_mode: { type: 'classic', flexible: {} } }, undefined],
    [
      '21 things to add',
      { add_invoice_items: Array.from({ length: 21 }, () => ({ price: 'p' })) },
      'add_invoice_items',
    ],
    [
      'five custom fields',
      { invoice_settings: { custom_fields: Array.from({ length: 5 }, () => ({ name: 'a', value: 'b' })) } },
      'invoice_settings[custom_fields]',
    ],
    ['both names of a customer', { customer_account: 'acct_1' }, 'customer_account'],
  ])('refuses %s', async (_, params, param) => {
    const { subscribe } = await setUpBilling()
    if (param === undefined)
      expect(await subscribe(params as object)).toMatchObject({ billing_mode: { type: 'classic' } })
    else expect(await refusalOf(subscribe(params as object))).toMatchObject({ statusCode: 400, param })
  })

  it.each([
    ['billing_thresholds', { billing_thresholds: { amount_gte: 5_000 } }],
    ['default_source', { default_source: 'src_1' }],
    ['default_tax_rates', { default_tax_rates: ['txr_1'] }],
    ['automatic tax', { automatic_tax: { enabled: true } }],
  ])('refuses %s by name', async (name, params) => {
    const { subscribe } = await setUpBilling()
    const refusal = await refusalOf(subscribe(params as object))
    expect(refusal).toMatchObject({ statusCode: 501, code: 'twin_not_played' })
    expect(refusal.message).toContain(name)
  })

  it('keeps what it is told', async () => {
    const { subscribe, stripe, customer } = await setUpBilling()
    const method = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id })
    const given = {
      default_payment_method: method.id,
      description: 'Everything',
      metadata: { team: 'blue' },
      payment_settings: { payment_method_types: ['card'], save_default_payment_method: 'on_subscription' },
      invoice_settings: { footer: 'Thanks', custom_fields: [{ name: 'PO', value: '7' }] },
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    } as const
    expect(await subscribe(given as object)).toMatchObject(given)
  })

  it('takes 20 items and refuses the 21st', async () => {
    const { subscribe, createPrice } = await setUpBilling()
    const items = []
    for (let count = 0; count < 21; count += 1) items.push({ price: (await createPrice(100)).id })
    expect(await refusalOf(subscribe({ items }))).toMatchObject({ statusCode: 400, param: 'items' })
    expect((await subscribe({ items: items.slice(1) })).items.data).toHaveLength(20)
  })

  it('lets prices of other intervals in, but not in classic billing', async () => {
    const { subscribe, monthly, yearly, invoiceOf } = await setUpBilling()
    const items = [{ price: monthly.id }, { price: yearly.id }]
    const mixed = await subscribe({ items })
    expect(mixed.items.data.map((item) => item.current_period_end)).toEqual([at('2026-02-15'), at('2027-01-15')])
    expect((await invoiceOf(mixed)).total).toBe(53_900)
    const classic = subscribe({ items, billing_mode: { type: 'classic' } })
    expect(await refusalOf(classic)).toMatchObject({ statusCode: 400, param: 'items' })
  })

  it('renews each item when its own period ends', async () => {
    const { subscribe, stripe, monthly, yearly, advance, invoiceOf } = await setUpBilling()
    const { id } = await subscribe({ items: [{ price: monthly.id }, { price: yearly.id }] })
    advance(31 * day)
    const renewed = await stripe.subscriptions.retrieve(id)
    expect(renewed.items.data.map((item) => item.current_period_end)).toEqual([at('2026-03-15'), at('2027-01-15')])
    expect((await invoiceOf(renewed)).lines.data.map(({ amount }) => amount)).toEqual([4_900])
  })
})
