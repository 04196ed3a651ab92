// How much a customer used between two times, by the meter's formula.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { formatDecimal, parseDecimal } from './decimal.ts'
import type { Meter } from './meters.ts'

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    'billing.meter_event': RecordedUsage
  }
}

export type RecordedUsage = {
  id: string
  _meter: string
  _customer: string
  _value: string
  _isCanceled: boolean
  /** The subscription items that have nothing more to bill for it: another price did, or came before them. */
  _settledFor?: string[]
}
export type MeterEvent = StripeObject<'billing.meter_event'> & RecordedUsage
export type Span = { start: number; end: number }

/**
 * An exact decimal; '0' where nothing was used. From `start` (inclusive) to `end` (exclusive), both in seconds.
 * @param item leaves out what is settled for this subscription item
 */
export function meterUsage(context: Context, meter: Meter, customer: string, span: Span, item?: string): string {
  const events = listUsage(context, meter, customer, span)
  return aggregate(meter, item ? events.filter((event) => !event._settledFor?.includes(item)) : events)
}

/** From now on the item bills only what is still to come. */
export function settleUsage(
  context: Context,
  meter: Meter,
  customer: string,
  { item, since }: { item: string; since: number },
) {
  for (const event of listUsage(context, meter, customer, { start: since, end: Infinity }))
    context.account.store.replace({ ...event, _settledFor: [...(event._settledFor ?? []), item] })
}

export function aggregate(meter: Meter, events: MeterEvent[]): string {
  const counted = latestOfWindows(meter, events)
  switch (meter.default_aggregation.formula) {
    case 'count':
      return String(counted.length)
    case 'last':
      return latestOf(counted)?._value ?? '0'
    default:
      return formatDecimal(counted.reduce((sum, event) => sum + parseDecimal(event._value), 0n))
  }
}

/** What has been processed of it so far, the last to come first. */
export function listUsage(context: Context, meter: Meter, customer: string, { start, end }: Span): MeterEvent[] {
  const processed = context.now() - processingSeconds(context)
  return context.list(
    'billing.meter_event',
    (event) =>
      event._customer === customer &&
      event._meter === meter.id &&
      event.timestamp >= start &&
      event.timestamp < end &&
      event.created <= processed &&
      event._isCanceled === false,
  ) as MeterEvent[]
}

/** Of events that are pre-aggregated for an hour or a day, a newer one replaces the older. */
function latestOfWindows({ event_time_window: window }: Meter, events: MeterEvent[]): MeterEvent[] {
  if (!window) return events
  const seconds = window === 'day' ? 86_400 : 3_600
  const latest = new Map<number, MeterEvent>()
  for (const event of events.toReversed()) latest.set(Math.floor(event.timestamp / seconds), event)
  return [...latest.values()]
}

function latestOf([first, ...others]: MeterEvent[]): MeterEvent | undefined {
  return others.reduce((latest, event) => (latest && event.timestamp > latest.timestamp ? event : latest), first)
}

const settings = { object: 'twin.usage_settings', id: 'usage_settings' }

/** How long after it came an event is counted: Stripe promises nothing, the twin counts at once unless told otherwise. */
export function processingSeconds(context: Context): number {
  return (context.account.store.find(settings.object, settings.id)?.processing_seconds as number | undefined) ?? 0
}

export function setProcessingSeconds(context: Context, seconds: number) {
  context.account.store.put({ ...settings, processing_seconds: seconds })
}
