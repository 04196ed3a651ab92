import { describe, expect, it } from 'vitest'
import { refusalOf, setUpMeter } from './testing.ts'

async function setUpStream() {
  const set = await setUpMeter()
  const session = await set.stripe.v2.billing.meterEventSession.create()
  const stream = set.streamWith(session.authentication_token)
  const event = (given: object = {}) => ({
    event_name: 'api_calls',
    payload: { stripe_customer_id: set.customer.id, value: '1' },
    ...given,
  })
  return { ...set, session, stream, event }
}

describe('v2.billing.meterEventSession.create', () => {
  it('answers a token for 15 minutes', async () => {
    const { session } = await setUpStream()
    expect(session).toMatchObject({
      object: 'v2.billing.meter_event_session',
      created: '2026-09-21T14:13:20.000Z',
      expires_at: '2026-09-21T14:28:20.000Z',
      livemode: false,
    })
    expect(session.authentication_token.length).toBeGreaterThan(20)
  })
})

describe('v2.billing.meterEventStream.create', () => {
  it('counts up to 100 events and answers nothing', async () => {
    const { stream, event, total } = await setUpStream()
    const events = Array.from({ length: 100 }, () => event())
    await expect(stream.v2.billing.meterEventStream.create({ events })).resolves.toEqual({})
    expect(await total()).toBe(100)
  })

  it.each([0, 101])('refuses %i events', async (length) => {
    const { stream, event } = await setUpStream()
    const events = Array.from({ length }, () => event())
    const sending = stream.v2.billing.meterEventStream.create({ events })
    expect(await refusalOf(sending)).toMatchObject({ statusCode: 400, param: 'events' })
  })

  it('takes no key, and no token that was not issued', async () => {
    const { stripe, streamWith, event } = await setUpStream()
    for (const client of [stripe, streamWith('mest_test_of_nobody')]) {
      expect(await refusalOf(client.v2.billing.meterEventStream.create({ events: [event()] }))).toMatchObject({
        statusCode: 401,
      })
    }
  })

  it('takes the token for nothing else', async () => {
    const { stream } = await setUpStream()
    expect(await refusalOf(stream.customers.list())).toMatchObject({ statusCode: 401 })
  })

  it('ends with the token, by the clock', async () => {
    const { stream, event, advance } = await setUpStream()
    advance(15 * 60 - 1)
    await stream.v2.billing.meterEventStream.create({ events: [event()] })
    advance(1)
    const refusal = await refusalOf(stream.v2.billing.meterEventStream.create({ events: [event()] }))
    expect(refusal.constructor.name).toBe('TemporarySessionExpiredError')
    expect(refusal).toMatchObject({ statusCode: 401, code: 'billing_meter_event_session_expired' })
  })

  it('reports what is wrong by thin events, a meter each, and counts the rest', async () => {
    const { stripe, stream, event, total, meter } = await setUpStream()
    await stream.v2.billing.meterEventStream.create({
      events: [
        event(),
        event({ payload: { value: '1' }, identifier: 'a' }),
        event({ payload: { value: '1' }, identifier: 'b' }),
        event({ timestamp: '2026-01-01T00:00:00Z' }),
        event({ event_name: 'nothing', identifier: 'c' }),
      ],
    })
    expect(await total()).toBe(1)
    const events = (await stripe.v2.core.events.list()).data.filter(({ type }) => /report|no_meter/.test(type))
    const reports = await Promise.all(events.map(({ id }) => stripe.v2.core.events.retrieve(id)))
    const found = Object.fromEntries(reports.map((report) => [report.type, report]))
    expect(found['v1.billing.meter.error_report_triggered']).toMatchObject({
      related_object: { id: meter.id },
      data: {
        developer_message_summary: 'There are 3 invalid events',
        reason: {
          error_count: 3,
          error_types: [
            { code: 'meter_event_no_customer_defined', error_count: 2 },
            { code: 'timestamp_too_far_in_past', error_count: 1 },
          ],
        },
      },
    })
    expect(found['v1.billing.meter.no_meter_found']).toMatchObject({
      data: {
        reason: {
          error_types: [
            {
              code: 'no_meter',
              sample_errors: [
                { error_message: 'No meter was found matching event_name nothing.', request: { identifier: 'c' } },
              ],
            },
          ],
        },
      },
    })
  })

  it('counts an identifier once', async () => {
    const { stream, event, total } = await setUpStream()
    const events = [event({ identifier: 'same' }), event({ identifier: 'same' })]
    await stream.v2.billing.meterEventStream.create({ events })
    expect(await total()).toBe(1)
  })
})
