import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import type { MeterEvent } from './aggregate-usage.ts'
import { checkLength } from './check-length.ts'
import { formatTime } from './iso-time.ts'

const secondsToCancel = 86_400

/** https://docs.stripe.com/api/billing/meter-event-adjustment and its v2 */
export const meterEventAdjustments: Resource = {
  operations: {
    'billing.meterEventAdjustments.create': adjust,
    'v2.billing.meterEventAdjustments.create': adjustV2,
  },
}

function adjust(context: Context<Params<'billing.meterEventAdjustments.create'>>) {
  const { event_name, type, cancel } = context.params
  checkLength(event_name, 100, 'event_name')
  const identifier = cancel?.identifier
  if (!identifier) {
    const param = cancel ? 'cancel[identifier]' : 'cancel'
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  }
  checkLength(identifier, 100, 'cancel[identifier]')
  cancelEvent(context, event_name, identifier, undefined)
  const known = { cancel: { identifier }, event_name, livemode: false, status: 'pending', type }
  return fillObject('billing.meter_event_adjustment', known)
}

function adjustV2(context: Context<Params<'v2.billing.meterEventAdjustments.create'>>) {
  const { event_name, type, cancel } = context.params
  checkLength(event_name, 100, 'event_name')
  checkLength(cancel.identifier, 100, 'cancel.identifier')
  cancelEvent(context, event_name, cancel.identifier, 'invalid_cancel_configuration')
  return context.insert('v2.billing.meter_event_adjustment', {
    id: context.newId('mtr_evt_adj_test'),
    cancel,
    created: formatTime(context.now()),
    event_name,
    status: 'pending',
    type,
  })
}

function cancelEvent(context: Context, eventName: string, identifier: string, codeOfV2: string | undefined) {
  const [event] = context.list(
    'billing.meter_event',
    (each) => each.identifier === identifier && each.event_name === eventName,
  ) as MeterEvent[]
  const refuse = (message: string, code?: string) =>
    invalidRequest(message, { param: 'cancel[identifier]', ...(codeOfV2 || code ? { code: codeOfV2 ?? code } : {}) })
  if (!event) throw refuse(`No meter event found with identifier ${identifier}.`, 'resource_missing')
  if (event._isCanceled) throw refuse(`The meter event with identifier ${identifier} is already canceled.`)
  if (event.created < context.nowFor(event._customer) - secondsToCancel)
    throw refuse('You can only cancel events within 24 hours of Stripe receiving them.')
  context.account.store.replace({ ...event, _isCanceled: true })
}
