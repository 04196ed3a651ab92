import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'
import { createMeter, refusalOf, typesOf } from './testing.ts'

describe('billing.meters.create', () => {
  it('answers an active meter with the documented keys of the payload', async () => {
    const { stripe } = createTestTwin()
    const meter = await createMeter(stripe, { event_name: 'api_calls' })
    expect(meter).toMatchObject({
      object: 'billing.meter',
      display_name: 'API calls',
      event_name: 'api_calls',
      status: 'active',
      status_transitions: { deactivated_at: null },
      default_aggregation: { formula: 'sum' },
      customer_mapping: { type: 'by_id', event_payload_key: 'stripe_customer_id' },
      value_settings: { event_payload_key: 'value' },
      event_time_window: null,
      livemode: false,
    })
    expect(meter.id).toMatch(/^mtr_/)
    expect(meter.updated).toBe(meter.created)
    expect(await typesOf(stripe)).toContain('billing.meter.created')
  })

  it.each([
    ['display_name', { display_name: 'x'.repeat(251) }],
    ['event_name', { event_name: 'x'.repeat(101) }],
    [
      'customer_mapping[event_payload_key]',
      { customer_mapping: { type: 'by_id', event_payload_key: 'x'.repeat(101) } },
    ],
    ['customer_mapping[type]', { customer_mapping: { type: 'by_email' as 'by_id', event_payload_key: 'x' } }],
    ['value_settings[event_payload_key]', { value_settings: { event_payload_key: 'x'.repeat(101) } }],
    ['default_aggregation[formula]', { default_aggregation: { formula: 'max' } }],
    ['event_time_window', { event_time_window: 'week' }],
    ['dimension_payload_keys', { dimension_payload_keys: ['region'] }],
  ])('refuses a bad %s', async (param, given) => {
    const { stripe } = createTestTwin()
    expect(await refusalOf(createMeter(stripe, given))).toMatchObject({ param, statusCode: 400 })
  })

  it('takes names of 250 and 100 characters', async () => {
    const { stripe } = createTestTwin()
    const meter = await createMeter(stripe, { display_name: 'd'.repeat(250), event_name: 'e'.repeat(100) })
    expect(meter.status).toBe('active')
  })

  it('lets one active meter have an event name', async () => {
    const { stripe } = createTestTwin()
    const first = await createMeter(stripe, { event_name: 'credits' })
    expect((await refusalOf(createMeter(stripe, { event_name: 'credits' }))).message).toBe(
      "An active meter already exists for event name 'credits'. To create a new meter with the same event name, first deactivate the currently active meter.",
    )
    await stripe.billing.meters.deactivate(first.id)
    expect(await createMeter(stripe, { event_name: 'credits' })).toMatchObject({ status: 'active' })
    expect((await refusalOf(stripe.billing.meters.reactivate(first.id))).message).toContain('already exists')
  })
})

describe('billing.meters', () => {
  it('changes the display name alone', async () => {
    const { stripe } = createTestTwin()
    const { id } = await createMeter(stripe)
    expect(await stripe.billing.meters.update(id, { display_name: 'Renamed' })).toMatchObject({
      display_name: 'Renamed',
    })
    const [event] = (await stripe.events.list({ type: 'billing.meter.updated' })).data
    expect(event?.data.previous_attributes).toMatchObject({ display_name: 'API calls' })
    const refused = stripe.billing.meters.update(id, { event_name: 'other' } as object)
    expect(await refusalOf(refused)).toMatchObject({ code: 'parameter_unknown', param: 'event_name' })
    const unset = stripe.billing.meters.update(id, { display_name: '' })
    expect(await refusalOf(unset)).toMatchObject({ code: 'parameter_invalid_empty', param: 'display_name' })
  })

  it('is deactivated and reactivated, each once, with an event', async () => {
    const { stripe } = createTestTwin()
    const { id } = await createMeter(stripe)
    const inactive = await stripe.billing.meters.deactivate(id)
    expect(inactive.status).toBe('inactive')
    expect(inactive.status_transitions.deactivated_at).toBeGreaterThan(0)
    expect(await refusalOf(stripe.billing.meters.deactivate(id))).toMatchObject({ statusCode: 400 })
    const active = await stripe.billing.meters.reactivate(id)
    expect(active).toMatchObject({ status: 'active', status_transitions: { deactivated_at: null } })
    expect(await refusalOf(stripe.billing.meters.reactivate(id))).toMatchObject({ statusCode: 400 })
    expect(await typesOf(stripe)).toEqual([
      'billing.meter.reactivated',
      'billing.meter.deactivated',
      'billing.meter.created',
    ])
  })

  it('is listed by status', async () => {
    const { stripe } = createTestTwin()
    const gone = await createMeter(stripe, { event_name: 'gone' })
    const kept = await createMeter(stripe, { event_name: 'kept' })
    await stripe.billing.meters.deactivate(gone.id)
    const ids = async (status?: 'active' | 'inactive') =>
      (await stripe.billing.meters.list(status ? { status } : {})).data.map(({ id }) => id)
    expect(await ids()).toEqual([kept.id, gone.id])
    expect(await ids('active')).toEqual([kept.id])
    expect(await ids('inactive')).toEqual([gone.id])
    expect(await refusalOf(stripe.billing.meters.list({ status: 'archived' }))).toMatchObject({ param: 'status' })
  })

  it('answers 404 for one that there is not', async () => {
    const { stripe } = createTestTwin()
    expect(await refusalOf(stripe.billing.meters.retrieve('mtr_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such meter: 'mtr_none'",
    })
  })
})
