import { createHash } from 'node:crypto'
import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { aggregate, listUsage, type MeterEvent, type Span } from './aggregate-usage.ts'
import type { Meter } from './meters.ts'

const windowSeconds = { hour: 3_600, day: 86_400 }
const boundaries = { 60: 'minute', 3600: 'hour', 86400: 'UTC day' }

/** One for all of the time, or one for each window that saw usage: newest first. */
export function listEventSummaries(context: Context<Params<'billing.meters.listEventSummaries'>>) {
  const meter = context.get('billing.meter', context.id)
  const { customer, start_time: start, end_time: end, value_grouping_window: window } = context.params
  const { id } = context.get('customer', customer, 'customer')
  const seconds = window ? windowSeconds[window as keyof typeof windowSeconds] : undefined
  checkAligned(start, seconds ?? 60, 'start_time')
  checkAligned(end, seconds ?? 60, 'end_time')
  if (end <= start) throw invalidRequest('The `end_time` must be after the `start_time`.', { param: 'end_time' })
  const events = listUsage(context, meter, id, { start, end })
  const spans = seconds ? windowsOf(events, seconds) : [{ start, end }]
  const summaries = spans.map((span) => summarize(meter, id, span, events))
  return context.page(summaries, 'meter event summary')
}

function windowsOf(events: MeterEvent[], seconds: number): Span[] {
  const starts = new Set(events.map(({ timestamp }) => timestamp - (timestamp % seconds)))
  return [...starts].sort((a, b) => b - a).map((start) => ({ start, end: start + seconds }))
}

function summarize(meter: Meter, customer: string, { start, end }: Span, events: MeterEvent[]) {
  const within = events.filter(({ timestamp }) => timestamp >= start && timestamp < end)
  const digest = createHash('sha256').update(`${meter.id} ${customer} ${start} ${end}`).digest('hex')
  return fillObject('billing.meter_event_summary', {
    id: `mtrusg_test_${digest.slice(0, 40)}`,
    aggregated_value: Number(aggregate(meter, within)),
    start_time: start,
    end_time: end,
    livemode: false,
    meter: meter.id,
  })
}

function checkAligned(time: number, seconds: keyof typeof boundaries | number, param: string) {
  if (time % seconds === 0) return
  const boundary = boundaries[seconds as keyof typeof boundaries]
  throw invalidRequest(`The \`${param}\` must be aligned with ${boundary} boundaries.`, { param })
}
