import { afterEach, describe, expect, it, vi } from 'vitest'
import { refusalOf, setUpMeter } from './testing.ts'

const day = 86_400

afterEach(() => {
  vi.useRealTimers()
})

describe('billing.meterEvents.create', () => {
  it('answers the event, with an identifier and a time of its own, and without an id', async () => {
    const { send, account, customer } = await setUpMeter()
    const event = await send('25')
    expect(event).toMatchObject({
      object: 'billing.meter_event',
      event_name: 'api_calls',
      payload: { stripe_customer_id: customer.id, value: '25' },
      created: account.now(),
      timestamp: account.now(),
      livemode: false,
    })
    expect(event.identifier).not.toBe('')
    expect(event).not.toHaveProperty('id')
  })

  it.each(['0', '-5', '1.5', '0.000000000001', '123456789012345'])('takes the value %s', async (value) => {
    const { send, total } = await setUpMeter()
    await send(value)
    expect(await total()).toBe(Number(value))
  })

  it.each([
    ['an unknown event name', { event_name: 'nothing' }, 'no_meter', 'event_name'],
    ['no customer', { payload: { value: '1' } }, 'meter_event_no_customer_defined', 'payload[stripe_customer_id]'],
    ['no value', { payload: { stripe_customer_id: 'cus_1' } }, 'meter_event_no_value_defined', 'payload[value]'],
    ['words', { payload: { stripe_customer_id: 'c', value: 'ten' } }, 'meter_event_invalid_value', 'payload[value]'],
    [
      'exponents',
      { payload: { stripe_customer_id: 'c', value: '1e3' } },
      'meter_event_invalid_value',
      'payload[value]',
    ],
    ['commas', { payload: { stripe_customer_id: 'c', value: '1,000' } }, 'meter_event_invalid_value', 'payload[value]'],
    [
      'sixteen digits',
      { payload: { stripe_customer_id: 'c', value: '1234567890123456' } },
      'meter_event_value_too_many_digits',
      'payload[value]',
    ],
  ])('refuses %s', async (_, given, code, param) => {
    const { send } = await setUpMeter()
    expect(await refusalOf(send('1', given))).toMatchObject({ statusCode: 400, code, param })
  })

  it.each([
    ['35 days back', -35 * day, undefined],
    ['a second more', -35 * day - 1, 'timestamp_too_far_in_past'],
    ['5 minutes ahead', 300, undefined],
    ['a second more ahead', 301, 'timestamp_in_future'],
  ])('looks at the time: %s', async (_, offset, code) => {
    const { send, account } = await setUpMeter()
    const sending = send('1', { timestamp: account.now() + offset })
    if (code) expect(await refusalOf(sending)).toMatchObject({ statusCode: 400, code, param: 'timestamp' })
    else expect(await sending).toMatchObject({ timestamp: account.now() + offset })
  })

  it('refuses an identifier of more than 100 characters', async () => {
    const { send } = await setUpMeter()
    expect(await send('1', { identifier: 'i'.repeat(100) })).toMatchObject({ identifier: 'i'.repeat(100) })
    expect(await refusalOf(send('1', { identifier: 'i'.repeat(101) }))).toMatchObject({ param: 'identifier' })
  })

  it('refuses an identifier for 24 hours, and counts it once', async () => {
    const { send, total, advance } = await setUpMeter()
    await send('5', { identifier: 'job-1' })
    const refusal = await refusalOf(send('5', { identifier: 'job-1' }))
    expect(refusal).toMatchObject({ statusCode: 400, code: 'duplicate_meter_event', type: 'StripeInvalidRequestError' })
    expect(refusal.message).toBe('An event already exists with identifier job-1.')
    expect(await total()).toBe(5)
    advance(day)
    await send('5', { identifier: 'job-1' })
    expect(await total()).toBe(10)
  })

  it('refuses events of a deactivated meter until it is reactivated', async () => {
    const { stripe, send, meter } = await setUpMeter()
    await stripe.billing.meters.deactivate(meter.id)
    expect(await refusalOf(send('1'))).toMatchObject({ statusCode: 400, code: 'archived_meter' })
    await stripe.billing.meters.reactivate(meter.id)
    expect(await send('1')).toMatchObject({ object: 'billing.meter_event' })
  })

  it("reads the meter's own keys", async () => {
    const { stripe, customer, total } = await setUpMeter({
      customer_mapping: { type: 'by_id', event_payload_key: 'who' },
      value_settings: { event_payload_key: 'tokens' },
    })
    await stripe.billing.meterEvents.create({ event_name: 'api_calls', payload: { who: customer.id, tokens: '7' } })
    expect(await total()).toBe(7)
    const usual = { event_name: 'api_calls', payload: { stripe_customer_id: customer.id, value: '7' } }
    expect(await refusalOf(stripe.billing.meterEvents.create(usual))).toMatchObject({ param: 'payload[who]' })
  })

  it('takes one call at a time for a customer and a meter', async () => {
    const { stripe, send, total } = await setUpMeter()
    const other = await stripe.customers.create()
    const elsewhere = { payload: { stripe_customer_id: other.id, value: '1' } }
    const answers = await Promise.allSettled([send('1'), send('1'), send('1', elsewhere)])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(answers[1]).toMatchObject({ reason: { statusCode: 429, code: 'lock_timeout' } })
    await send('1')
    expect(await total()).toBe(2)
  })

  it('is under way for a while, so that a call a moment later overlaps with it', async () => {
    const { send, total } = await setUpMeter()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const first = send('1')
    await vi.advanceTimersByTimeAsync(15)
    const second = refusalOf(send('2'))
    await vi.advanceTimersByTimeAsync(20)
    vi.useRealTimers()
    expect(await second).toMatchObject({ statusCode: 429, code: 'lock_timeout' })
    await first
    expect(await total()).toBe(1)
  })

  it('accepts an unknown customer, and reports it by a thin event', async () => {
    const { stripe, send, meter } = await setUpMeter()
    const event = await send('1', { payload: { stripe_customer_id: 'cus_nobody', value: '1' }, identifier: 'lost-1' })
    expect(event.identifier).toBe('lost-1')
    const [report] = (await stripe.v2.core.events.list({ types: ['v1.billing.meter.error_report_triggered'] })).data
    expect(report).toMatchObject({ related_object: { id: meter.id, type: 'billing.meter' } })
    expect(report && (await stripe.v2.core.events.retrieve(report.id))).toMatchObject({
      data: {
        developer_message_summary: 'There is 1 invalid event',
        reason: {
          error_count: 1,
          error_types: [
            {
              code: 'meter_event_customer_not_found',
              error_count: 1,
              sample_errors: [{ error_message: 'Customer cus_nobody not found.', request: { identifier: 'lost-1' } }],
            },
          ],
        },
        validation_start: '2026-09-21T14:13:20.000Z',
        validation_end: '2026-09-21T14:13:30.000Z',
      },
    })
  })
})

describe('v2.billing.meterEvents.create', () => {
  it('speaks of times as text', async () => {
    const { stripe, customer, total } = await setUpMeter()
    const event = await stripe.v2.billing.meterEvents.create({
      event_name: 'api_calls',
      identifier: 'one',
      payload: { stripe_customer_id: customer.id, value: '3' },
      timestamp: '2026-09-21T14:00:00.000Z',
    })
    expect(event).toMatchObject({
      object: 'v2.billing.meter_event',
      created: '2026-09-21T14:13:20.000Z',
      timestamp: '2026-09-21T14:00:00.000Z',
      identifier: 'one',
      event_name: 'api_calls',
      livemode: false,
      payload: { value: '3' },
    })
    expect(await total()).toBe(3)
  })

  it.each([
    [{ event_name: 'nothing' }, 'no_meter'],
    [{ payload: { value: '1' } }, 'payload_no_customer_defined'],
    [{ payload: { stripe_customer_id: 'cus_1' } }, 'payload_no_value_defined'],
    [{ payload: { stripe_customer_id: 'cus_1', value: 'x' } }, 'payload_invalid_value'],
    [{ identifier: 'known' }, 'duplicate_meter_event'],
    [{ timestamp: '2026-09-21T14:20:00Z' }, 'timestamp_in_future'],
    [{ timestamp: '2026-08-01T00:00:00Z' }, 'timestamp_too_far_in_past'],
  ])('refuses %o as %s', async (given, code) => {
    const { stripe, customer, send } = await setUpMeter()
    await send('1', { identifier: 'known' })
    const payload = { stripe_customer_id: customer.id, value: '1' }
    const sending = stripe.v2.billing.meterEvents.create({ event_name: 'api_calls', payload, ...given })
    expect(await refusalOf(sending)).toMatchObject({ statusCode: 400, code })
  })

  it.each([
    ['seconds', { timestamp: 1_790_000_000 }],
    ['a day without a time', { timestamp: '2026-09-21' }],
    ['a number as value', { payload: { stripe_customer_id: 'cus_1', value: 25 } }],
  ])('refuses %s', async (_, given) => {
    const { call } = await setUpMeter()
    const body = { event_name: 'api_calls', payload: { stripe_customer_id: 'cus_1', value: '1' }, ...given }
    const headers = { 'content-type': 'application/json' }
    const answer = await call('POST', '/v2/billing/meter_events', { body: JSON.stringify(body), headers })
    expect(answer.status).toBe(400)
  })
})
