import type { Account } from '../kernel/account.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, StripeError } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { checkLength } from './check-length.ts'
import { formatTime, parseTime } from './iso-time.ts'
import { type FlawCode, isFlaw, judgeEvent } from './judge-event.ts'
import { recordEvent } from './meter-events.ts'
import { type ProcessedFlaw, reportFlaws } from './report-flaws.ts'

const sessionSeconds = 15 * 60
const mostEvents = 100

/** https://docs.stripe.com/api/v2/billing/meter-event-session and …/meter-event-stream */
export const meterEventStream: Resource = {
  operations: {
    'v2.billing.meterEventSession.create': createSession,
    'v2.billing.meterEventStream.create': takeEvents,
  },
  tokens: { 'v2.billing.meterEventStream.create': acceptToken },
}

function createSession(context: Context) {
  return context.insert('v2.billing.meter_event_session', {
    id: context.newId('mes_test'),
    authentication_token: context.newId('mest_test'),
    created: formatTime(context.now()),
    expires_at: formatTime(context.now() + sessionSeconds),
  })
}

function acceptToken({ store, clock }: Account, token: string): boolean {
  const [session] = store.list('v2.billing.meter_event_session', (each) => each.authentication_token === token)
  if (!session) return false
  if (Date.parse(session.expires_at as string) > clock.now() * 1000) return true
  throw new StripeError(401, {
    type: 'temporary_session_expired',
    code: 'billing_meter_event_session_expired',
    message: 'The temporary session token has expired.',
  })
}

/** Nothing about a single event is refused here: what is wrong with it is reported when it is processed. */
function takeEvents(context: Context<Params<'v2.billing.meterEventStream.create'>>) {
  const { events } = context.params
  if (events.length === 0 || events.length > mostEvents)
    throw invalidRequest(`"events" must have between 1 and ${mostEvents} entries.`, { param: 'events' })
  const flaws: ProcessedFlaw[] = []
  events.forEach(({ timestamp, ...given }, index) => {
    checkLength(given.event_name, 100, `events[${index}][event_name]`)
    checkLength(given.identifier, 100, `events[${index}][identifier]`)
    const time = timestamp === undefined ? {} : { timestamp: parseTime(timestamp, `events[${index}][timestamp]`) }
    const event = { ...given, ...time }
    const judged = judgeEvent(context, event)
    if (!isFlaw(judged)) recordEvent(context, event, judged)
    else if (judged.code !== 'duplicate_meter_event') {
      const identifier = given.identifier ?? context.newId('mtrevt')
      const message =
        judged.code === 'no_meter' ? `No meter was found matching event_name ${given.event_name}.` : judged.message
      flaws.push({ code: codeOfReport(judged.code), message, identifier, meter: judged.meter })
    }
  })
  reportFlaws(context, flaws)
  return {}
}

/** Reports know no code of its own for a value that is missing. */
function codeOfReport(code: FlawCode): FlawCode {
  return code === 'meter_event_no_value_defined' ? 'meter_event_invalid_value' : code
}
