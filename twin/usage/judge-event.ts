// What may be wrong with a meter event. v1 and v2 say it at once, each with its own codes; the stream only reports it.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { isKnownIdentifier } from './known-identifiers.ts'
import { findMeters, type Meter } from './meters.ts'

export type GivenEvent = {
  event_name: string
  payload: { [key: string]: string }
  identifier?: string
  /** Seconds. */
  timestamp?: number
}
export type FlawCode =
  | 'archived_meter'
  | 'duplicate_meter_event'
  | 'meter_event_invalid_value'
  | 'meter_event_no_customer_defined'
  | 'meter_event_no_value_defined'
  | 'meter_event_value_too_many_digits'
  | 'no_meter'
  | 'timestamp_in_future'
  | 'timestamp_too_far_in_past'
export type Flaw = { code: FlawCode; message: string; param: string; meter?: Meter }
export type Reading = {
  meter: Meter
  /** As the payload names it; there may be none. */
  customer: string
  payer: StripeObject<'customer'> | undefined
  value: string
  /** By the customer's own clock. */
  now: number
}

const oldestSeconds = 35 * 86_400
const aheadSeconds = 5 * 60
const mostDigits = 15

export function judgeEvent(context: Context, given: GivenEvent): Flaw | Reading {
  const [meter] = findMeters(context, given.event_name)
  if (!meter)
    return flaw('no_meter', `No active meter found with event_name ${given.event_name}.`, 'event_name', undefined)
  if (meter.status === 'inactive')
    return flaw('archived_meter', `The meter with event_name ${given.event_name} is inactive.`, 'event_name', meter)
  const customerKey = meter.customer_mapping.event_payload_key
  const customer = given.payload[customerKey]
  if (!customer) {
    const message = `Customer mapping key ${customerKey} not found in payload.`
    return flaw('meter_event_no_customer_defined', message, `payload[${customerKey}]`, meter)
  }
  const value = judgeValue(meter, given)
  if (typeof value !== 'string') return value
  const payer = findPayer(context, customer)
  const now = payer ? context.nowFor(payer.id) : context.now()
  const flawed = judgeTime(now, meter, given) ?? judgeIdentifier(context, meter, given)
  return flawed ?? { meter, customer, payer, value, now }
}

export function isFlaw(judged: Flaw | Reading): judged is Flaw {
  return 'code' in judged
}

/** A customer goes by its id, or by that of its account. */
function findPayer(context: Context, id: string): StripeObject<'customer'> | undefined {
  return context.find('customer', id) ?? context.list('customer', (customer) => customer.customer_account === id)[0]
}

function judgeValue(meter: Meter, { payload }: GivenEvent): Flaw | string {
  const key = meter.value_settings.event_payload_key
  const value = payload[key]
  // What is counted needs no value.
  if (value === undefined && meter.default_aggregation.formula === 'count') return '1'
  const param = `payload[${key}]`
  if (value === undefined)
    return flaw('meter_event_no_value_defined', `Value key ${key} not found in payload.`, param, meter)
  if (!/^-?\d+(\.\d{1,12})?$/.test(value))
    return flaw('meter_event_invalid_value', `Value '${value}' for key ${key} is not a valid number.`, param, meter)
  const digits = value.replace(/[-.]/g, '').replace(/^0+/, '').length
  if (digits <= mostDigits) return value
  const message = `The value in the event payload can have at most ${mostDigits} digits. Received ${value}.`
  return flaw('meter_event_value_too_many_digits', message, param, meter)
}

function judgeTime(now: number, meter: Meter, { timestamp = now }: GivenEvent): Flaw | undefined {
  if (timestamp < now - oldestSeconds)
    return flaw('timestamp_too_far_in_past', 'Timestamp must be within the past 35 calendar days.', 'timestamp', meter)
  if (timestamp > now + aheadSeconds)
    return flaw('timestamp_in_future', 'Timestamp must be at most 5 minutes in the future.', 'timestamp', meter)
  return undefined
}

function judgeIdentifier(context: Context, meter: Meter, { identifier }: GivenEvent): Flaw | undefined {
  if (identifier === undefined || !isKnownIdentifier(context, identifier)) return undefined
  const message = `An event already exists with identifier ${identifier}.`
  return flaw('duplicate_meter_event', message, 'identifier', meter)
}

function flaw(code: FlawCode, message: string, param: string, meter: Meter | undefined): Flaw {
  return { code, message, param, ...(meter ? { meter } : {}) }
}
