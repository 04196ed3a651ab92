import { describe, expect, it } from 'vitest'
import { refusalOf, setUpMeter } from './testing.ts'

const hour = 3_600
const day = 86_400
const start = 1_789_948_800 // 2026-09-21T00:00:00Z

describe('billing.meters.listEventSummaries', () => {
  it.each([
    ['sum', 18],
    ['count', 3],
    ['last', 4],
  ])('aggregates by %s', async (formula, expected) => {
    const { send, total, account } = await setUpMeter({ default_aggregation: { formula } })
    await send('4')
    await send('10', { timestamp: account.now() - 60 })
    await send('4', { timestamp: account.now() - 120 })
    expect(await total()).toBe(expected)
  })

  it('counts events that carry no value', async () => {
    const { send, total } = await setUpMeter({ default_aggregation: { formula: 'count' } })
    await send(undefined)
    await send(undefined)
    expect(await total()).toBe(2)
  })

  it('adds decimals exactly', async () => {
    const { send, total } = await setUpMeter()
    await send('0.1')
    await send('0.2')
    expect(await total()).toBe(0.3)
  })

  it.each([
    ['hour', 9],
    ['day', 7],
  ])('lets the newest of a pre-aggregated %s win', async (event_time_window, expected) => {
    const { send, total } = await setUpMeter({ event_time_window })
    await send('5', { timestamp: start + hour })
    await send('2', { timestamp: start + 2 * hour })
    await send('7', { timestamp: start + hour + 60 })
    expect(await total()).toBe(expected)
  })

  it('answers one summary of all the time, from its start to just before its end', async () => {
    const { stripe, send, meter, customer } = await setUpMeter()
    await send('1', { timestamp: start - 1 })
    await send('2', { timestamp: start })
    await send('4', { timestamp: start + 59 })
    await send('8', { timestamp: start + 60 })
    const span = { customer: customer.id, start_time: start, end_time: start + 60 }
    const { data, url } = await stripe.billing.meters.listEventSummaries(meter.id, span)
    expect(url).toBe(`/v1/billing/meters/${meter.id}/event_summaries`)
    expect(data).toHaveLength(1)
    expect(data[0]).toMatchObject({
      object: 'billing.meter_event_summary',
      aggregated_value: 6,
      start_time: start,
      end_time: start + 60,
      meter: meter.id,
      livemode: false,
    })
    expect(data[0]?.id).toMatch(/^mtrusg_/)
  })

  it('groups by hour, newest first, a page at a time', async () => {
    const { stripe, send, meter, customer } = await setUpMeter()
    for (const [value, at] of [
      ['1', 0],
      ['2', 3],
      ['3', 3.5],
      ['4', 5],
    ] as const)
      await send(value, { timestamp: start + at * hour })
    const span = { customer: customer.id, start_time: start, end_time: start + 6 * hour } as const
    const list = (more: object) =>
      stripe.billing.meters.listEventSummaries(meter.id, { ...span, value_grouping_window: 'hour', ...more })
    const all = await list({})
    expect(all.data.map(({ aggregated_value: value }) => value)).toEqual([4, 5, 1])
    expect(all.data.map((one) => (one.start_time - start) / hour)).toEqual([5, 3, 0])
    const first = await list({ limit: 2 })
    expect(first.has_more).toBe(true)
    const rest = await list({ limit: 2, starting_after: first.data[1]?.id })
    expect(rest).toMatchObject({ has_more: false, data: [{ id: all.data[2]?.id }] })
    expect((await list({ ending_before: rest.data[0]?.id })).data).toHaveLength(2)
  })

  it('groups by UTC day', async () => {
    const { stripe, send, meter, customer } = await setUpMeter()
    await send('1', { timestamp: start - 1 })
    await send('2', { timestamp: start })
    const span = { customer: customer.id, start_time: start - day, end_time: start + day }
    const { data } = await stripe.billing.meters.listEventSummaries(meter.id, { ...span, value_grouping_window: 'day' })
    expect(data).toMatchObject([
      { aggregated_value: 2, start_time: start, end_time: start + day },
      { aggregated_value: 1, start_time: start - day, end_time: start },
    ])
  })

  it.each([
    ['start_time', { start_time: start + 1 }],
    ['end_time', { end_time: start + day + 30 }],
    ['start_time', { start_time: start + 60, value_grouping_window: 'hour' }],
    ['end_time', { end_time: start + hour, value_grouping_window: 'day' }],
    ['end_time', { end_time: start }],
    ['value_grouping_window', { value_grouping_window: 'month' }],
    ['customer', { customer: 'cus_none' }],
    ['limit', { limit: 101 }],
  ])('refuses a bad %s: %o', async (param, given) => {
    const { stripe, meter, customer } = await setUpMeter()
    const usual = { customer: customer.id, start_time: start, end_time: start + day }
    const listing = stripe.billing.meters.listEventSummaries(meter.id, { ...usual, ...given })
    expect(await refusalOf(listing)).toMatchObject({ statusCode: 400, param })
  })

  it('counts later where the account is told so', async () => {
    const { send, total, call, advance } = await setUpMeter()
    const settings = { body: '{"processing_seconds":30}', headers: { 'content-type': 'application/json' } }
    expect((await call('POST', '/_twin/usage', settings)).body).toEqual({ processing_seconds: 30 })
    await send('5')
    advance(29)
    expect(await total()).toBe(0)
    advance(1)
    expect(await total()).toBe(5)
  })
})
