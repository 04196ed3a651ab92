// What is found wrong only when usage is processed: told by thin events alone.
import type { Context } from '../kernel/context.ts'
import { groupBy } from './group-by.ts'
import { formatTime } from './iso-time.ts'
import type { FlawCode } from './judge-event.ts'
import type { Meter } from './meters.ts'

export type ProcessedFlaw = {
  code: FlawCode | 'meter_event_customer_not_found'
  message: string
  identifier: string
  meter?: Meter | undefined
}

/** Stripe gathers what it finds in windows of ten seconds. */
const windowSeconds = 10
const mostSamples = 5

/** One report a meter, and one for all events that fit no meter. */
export function reportFlaws(context: Context, flaws: ProcessedFlaw[]) {
  for (const [meter, ofMeter] of groupBy(flaws, (flaw) => flaw.meter?.id)) {
    if (meter === undefined)
      context.emitThin('v1.billing.meter.no_meter_found', { data: describeFlaws(context, ofMeter) })
    else {
      const relatedObject = { id: meter, object: 'billing.meter' }
      context.emitThin('v1.billing.meter.error_report_triggered', {
        relatedObject,
        data: describeFlaws(context, ofMeter),
      })
    }
  }
}

function describeFlaws(context: Context, flaws: ProcessedFlaw[]) {
  const start = Math.floor(context.now() / windowSeconds) * windowSeconds
  const count = flaws.length
  return {
    developer_message_summary: count === 1 ? 'There is 1 invalid event' : `There are ${count} invalid events`,
    reason: {
      error_count: count,
      error_types: groupBy(flaws, (flaw) => flaw.code).map(([code, same]) => ({
        code,
        error_count: same.length,
        sample_errors: same.slice(0, mostSamples).map(({ message, identifier }) => ({
          error_message: message,
          request: { identifier },
        })),
      })),
    },
    validation_start: formatTime(start),
    validation_end: formatTime(start + windowSeconds),
  }
}
