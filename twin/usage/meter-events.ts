import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import { rateLimited } from '../kernel/rate-limiter.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, StripeError } from '../kernel/stripe-error.ts'
import type { AnyObject, Params, StripeObject } from '../kernel/wire.ts'
import { processingSeconds, setProcessingSeconds } from './aggregate-usage.ts'
import { raiseAlerts } from './alerts.ts'
import { checkLength } from './check-length.ts'
import { formatTime, parseTime } from './iso-time.ts'
import { type Flaw, type FlawCode, type GivenEvent, isFlaw, judgeEvent, type Reading } from './judge-event.ts'
import { rememberIdentifier } from './known-identifiers.ts'
import { refuseOverlap } from './one-at-a-time.ts'
import { reportFlaws } from './report-flaws.ts'

/** Long enough for calls that were sent together to be under way together. */
const recordingMilliseconds = 20

/** https://docs.stripe.com/api/billing/meter-event and https://docs.stripe.com/api/v2/billing/meter-events */
export const meterEvents: Resource = {
  operations: {
    'billing.meterEvents.create': (context) => createMeterEvent(context, context.params),
    'v2.billing.meterEvents.create': createMeterEventV2,
  },
  takes: {
    'billing.meterEvents.create': recordingMilliseconds,
    'v2.billing.meterEvents.create': recordingMilliseconds,
  },
  views: {
    // The store wants an id; Stripe's object has none.
    'billing.meter_event': (event) => {
      const { id: _, ...shown } = event as StripeObject<'billing.meter_event'> & { id: string }
      return shown
    },
  },
  internal: {
    'GET /_twin/usage': (context) => ({ processing_seconds: processingSeconds(context) }),
    'POST /_twin/usage': configureUsage,
  },
}

function createMeterEvent(context: Context, params: Params<'billing.meterEvents.create'>) {
  const { expand: _, ...given } = params
  checkLengths(given)
  const judged = judgeEvent(context, given)
  if (isFlaw(judged)) throw invalidRequest(judged.message, { code: judged.code, param: judged.param })
  refuseOverlap(context, judged, () => rateLimited('lock_timeout'))
  return recordEvent(context, given, judged)
}

function createMeterEventV2(context: Context<Params<'v2.billing.meterEvents.create'>>) {
  const { timestamp, ...given } = context.params
  checkLengths(given)
  const event = { ...given, ...(timestamp === undefined ? {} : { timestamp: parseTime(timestamp, 'timestamp') }) }
  const judged = judgeEvent(context, event)
  if (isFlaw(judged)) throw refusalOfV2(judged)
  refuseOverlap(context, judged, tooManyConcurrentRequests)
  const recorded = recordEvent(context, event, judged)
  return fillObject('v2.billing.meter_event', {
    created: formatTime(recorded.created),
    event_name: recorded.event_name,
    identifier: recorded.identifier,
    livemode: false,
    payload: recorded.payload,
    timestamp: formatTime(recorded.timestamp),
  })
}

function checkLengths({ event_name: name, identifier }: { event_name: string; identifier?: string | undefined }) {
  checkLength(name, 100, 'event_name')
  checkLength(identifier, 100, 'identifier')
}

/** Accepted, even for a customer that there is not: that comes out when it is processed. */
export function recordEvent(context: Context, given: GivenEvent, { meter, customer, payer, value, now }: Reading) {
  const id = context.newId('mtrevt')
  const event = fillObject('billing.meter_event', {
    created: now,
    event_name: given.event_name,
    identifier: given.identifier ?? context.newId('mtrevt'),
    livemode: false,
    payload: given.payload,
    timestamp: given.timestamp ?? now,
  })
  const usage = { _meter: meter.id, _customer: payer?.id, _value: value, _isCanceled: false }
  const stored = { ...event, ...usage, id } as AnyObject & StripeObject<'billing.meter_event'>
  context.account.store.insert(stored)
  rememberIdentifier(context, stored.identifier)
  if (payer) raiseAlerts(context, meter, payer)
  else {
    const message = `Customer ${customer} not found.`
    reportFlaws(context, [{ code: 'meter_event_customer_not_found', message, meter, identifier: stored.identifier }])
  }
  return stored
}

/** What v2 documents for `POST /v2/billing/meter_events`. */
const codesOfV2: Partial<Record<FlawCode, string>> = {
  meter_event_invalid_value: 'payload_invalid_value',
  meter_event_value_too_many_digits: 'payload_invalid_value',
  meter_event_no_customer_defined: 'payload_no_customer_defined',
  meter_event_no_value_defined: 'payload_no_value_defined',
}

function refusalOfV2({ code, message, param }: Flaw) {
  return invalidRequest(message, { code: codesOfV2[code] ?? code, param })
}

function tooManyConcurrentRequests() {
  const message = 'Another meter event for this customer and meter is being recorded. Send them one at a time.'
  return new StripeError(429, { type: 'rate_limit_error', code: 'too_many_concurrent_requests', message })
}

/** `POST /_twin/usage {"processing_seconds": 60}`: from now on usage is counted that long after it came. */
function configureUsage(context: Context<Record<string, unknown>>) {
  const { processing_seconds: seconds } = context.params
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds < 0)
    throw invalidRequest('"processing_seconds" must be a whole number of seconds.', { param: 'processing_seconds' })
  setProcessingSeconds(context, seconds)
  return { processing_seconds: seconds }
}
