import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { checkLength } from './check-length.ts'
import { listEventSummaries } from './event-summaries.ts'

export type Meter = StripeObject<'billing.meter'>

/** https://docs.stripe.com/api/billing/meter */
export const meters: Resource = {
  operations: {
    'billing.meters.create': createMeter,
    'billing.meters.retrieve': retrieve('billing.meter'),
    'billing.meters.update': updateMeter,
    'billing.meters.list': list('billing.meter', { by: ['status'] }),
    'billing.meters.deactivate': deactivateMeter,
    'billing.meters.reactivate': reactivateMeter,
    'billing.meters.listEventSummaries': listEventSummaries,
  },
}

function createMeter(context: Context<Params<'billing.meters.create'>>): Meter {
  const { expand: _, ...fields } = context.params
  checkLength(fields.display_name, 250, 'display_name')
  checkLength(fields.event_name, 100, 'event_name')
  checkLength(fields.customer_mapping?.event_payload_key, 100, 'customer_mapping[event_payload_key]')
  checkLength(fields.value_settings?.event_payload_key, 100, 'value_settings[event_payload_key]')
  refuseTakenName(context, fields.event_name)
  const meter = context.insert('billing.meter', {
    customer_mapping: { event_payload_key: 'stripe_customer_id', type: 'by_id' },
    value_settings: { event_payload_key: 'value' },
    ...fields,
    status: 'active',
    status_transitions: { deactivated_at: null },
    updated: context.now(),
  })
  context.emit('billing.meter.created', meter)
  return meter
}

function updateMeter(context: Context<Params<'billing.meters.update'>>): Meter {
  const before = context.get('billing.meter', context.id)
  const { display_name: name } = context.params
  if (name === undefined) return before
  checkLength(name, 250, 'display_name')
  return change(context, 'billing.meter.updated', before, { display_name: name })
}

function deactivateMeter(context: Context): Meter {
  const before = context.get('billing.meter', context.id)
  if (before.status === 'inactive') throw invalidRequest(`The meter ${before.id} is already inactive.`)
  const transitions = { deactivated_at: context.now() }
  return change(context, 'billing.meter.deactivated', before, { status: 'inactive', status_transitions: transitions })
}

function reactivateMeter(context: Context): Meter {
  const before = context.get('billing.meter', context.id)
  if (before.status === 'active') throw invalidRequest(`The meter ${before.id} is already active.`)
  refuseTakenName(context, before.event_name)
  const transitions = { deactivated_at: null }
  return change(context, 'billing.meter.reactivated', before, { status: 'active', status_transitions: transitions })
}

function change(
  context: Context,
  event: 'billing.meter.updated' | 'billing.meter.deactivated' | 'billing.meter.reactivated',
  before: Meter,
  changes: Partial<Meter>,
): Meter {
  const meter = context.update(before, { ...changes, updated: context.now() })
  context.emit(event, meter, before)
  return meter
}

function refuseTakenName(context: Context, name: string) {
  if (findMeters(context, name).every((meter) => meter.status === 'inactive')) return
  throw invalidRequest(
    `An active meter already exists for event name '${name}'. To create a new meter with the same event name, first deactivate the currently active meter.`,
    { param: 'event_name' },
  )
}

/** The active one first, if there is one. */
export function findMeters(context: Context, eventName: string): Meter[] {
  const found = context.list('billing.meter', (meter) => meter.event_name === eventName)
  return found.sort((a, b) => Number(b.status === 'active') - Number(a.status === 'active'))
}
