import { describe, expect, it } from 'vitest'
import { refusalOf, setUpMeter } from './testing.ts'

async function setUp(meterGiven: object = {}) {
  const made = await setUpMeter(meterGiven)
  const { stripe, meter } = made
  const alertAt = (gte: number, more: object = {}) =>
    stripe.billing.alerts.create({
      alert_type: 'usage_threshold',
      title: `At ${gte}`,
      usage_threshold: { gte, meter: meter.id, recurrence: 'one_time', ...more },
    })
  const told = async () =>
    (await stripe.events.list({ type: 'billing.alert.triggered' })).data.map(({ data }) => data.object)
  return { ...made, alertAt, told }
}

describe('billing.alerts', () => {
  it('answer what they were made with', async () => {
    const { alertAt, stripe, meter, customer } = await setUp()
    const alert = await alertAt(10)
    expect(alert).toMatchObject({
      id: expect.stringMatching(/^alrt_/),
      object: 'billing.alert',
      alert_type: 'usage_threshold',
      livemode: false,
      status: 'active',
      title: 'At 10',
      usage_threshold: { gte: 10, meter: meter.id, recurrence: 'one_time' },
    })
    expect(await stripe.billing.alerts.retrieve(alert.id)).toEqual(alert)
    const filtered = await alertAt(10, { filters: [{ type: 'customer', customer: customer.id }] })
    expect(filtered.usage_threshold?.filters).toEqual([{ type: 'customer', customer: customer.id }])
  })

  it.each([
    ['usage_threshold[gte]', { gte: 0 }],
    ['usage_threshold[meter]', { meter: 'mtr_none' }],
    ['usage_threshold[recurrence]', { recurrence: 'daily' }],
    ['usage_threshold[filters][0][customer]', { filters: [{ type: 'customer', customer: 'cus_none' }] }],
    ['usage_threshold[filters][0][customer]', { filters: [{ type: 'customer' }] }],
    ['usage_threshold[filters]', { filters: [{ type: 'customer' }, { type: 'customer' }] }],
  ])('refuse a bad %s', async (param, given) => {
    const { alertAt } = await setUp()
    expect(await refusalOf(alertAt(5, given))).toMatchObject({ statusCode: 400, param })
  })

  it('need a threshold, and are 25 at most for a meter and a customer', async () => {
    const { alertAt, stripe, customer } = await setUp()
    const without = stripe.billing.alerts.create({ alert_type: 'usage_threshold', title: 'None' })
    expect(await refusalOf(without)).toMatchObject({ code: 'parameter_missing', param: 'usage_threshold' })
    const all = []
    for (let gte = 1; gte <= 25; gte++) all.push(await alertAt(gte))
    expect(await refusalOf(alertAt(26))).toMatchObject({ statusCode: 400 })
    expect(await alertAt(26, { filters: [{ type: 'customer', customer: customer.id }] })).toMatchObject({
      title: 'At 26',
    })
    await stripe.billing.alerts.archive(all[0]?.id ?? '')
    expect(await alertAt(26)).toMatchObject({ status: 'active' })
  })

  it('tell once when a customer reaches the threshold, with what was reported since they were made', async () => {
    const { alertAt, told, send, customer, stripe, meter } = await setUp()
    await send('100')
    const alert = await alertAt(10)
    await send('6')
    expect(await told()).toEqual([])
    await send('4')
    await send('50')
    expect(await told()).toEqual([
      {
        object: 'billing.alert_triggered',
        alert,
        created: expect.any(Number),
        customer: customer.id,
        livemode: false,
        value: 10,
      },
    ])
    const other = await stripe.customers.create()
    await stripe.billing.meterEvents.create({
      event_name: meter.event_name,
      payload: { stripe_customer_id: other.id, value: '11' },
    })
    expect(await told()).toMatchObject([{ customer: other.id, value: 11 }, { customer: customer.id }])
  })

  it('tell of one customer alone where they are for one', async () => {
    const { alertAt, told, send, stripe } = await setUp()
    const other = await stripe.customers.create()
    await alertAt(5, { filters: [{ type: 'customer', customer: other.id }] })
    await send('9')
    expect(await told()).toEqual([])
    await send('9', { payload: { stripe_customer_id: other.id, value: '9' } })
    expect(await told()).toMatchObject([{ customer: other.id, value: 9 }])
  })

  it('are silent while inactive, and tell again once they are active again', async () => {
    const { alertAt, told, send, stripe } = await setUp()
    const { id } = await alertAt(5)
    expect(await stripe.billing.alerts.deactivate(id)).toMatchObject({ status: 'inactive' })
    await send('9')
    expect(await told()).toEqual([])
    expect(await stripe.billing.alerts.activate(id)).toMatchObject({ status: 'active' })
    await send('1')
    await stripe.billing.alerts.activate(id)
    await send('1')
    expect((await told()).map((each) => (each as { value: number }).value)).toEqual([11, 10])
  })

  it('are gone when they are archived, and listed by meter', async () => {
    const { alertAt, stripe, meter } = await setUp()
    const gone = await alertAt(1)
    const kept = await alertAt(2)
    expect(await stripe.billing.alerts.archive(gone.id)).toMatchObject({ status: 'archived' })
    expect((await stripe.billing.alerts.list({ meter: meter.id })).data).toEqual([kept])
    expect((await stripe.billing.alerts.list({ meter: 'mtr_other' })).data).toEqual([])
    for (const change of [stripe.billing.alerts.retrieve(gone.id), stripe.billing.alerts.activate(gone.id)])
      expect(await refusalOf(change)).toMatchObject({ statusCode: 404, code: 'resource_missing' })
  })

  it('know nothing of customers on test clocks', async () => {
    const { alertAt, told, send, stripe } = await setUp()
    await alertAt(1)
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: 1_790_000_000 })
    const { id } = await stripe.customers.create({ test_clock: clock.id })
    await send('9', { payload: { stripe_customer_id: id, value: '9' } })
    expect(await told()).toEqual([])
  })
})
