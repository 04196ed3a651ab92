import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, parameterMissing, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { aggregate, type MeterEvent } from './aggregate-usage.ts'
import type { Meter } from './meters.ts'

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    /** How much usage had been reported when it was made, which does not count; and whom it has told of. */
    'billing.alert': { _after: number; _triggeredFor: string[] }
  }
}

type Alert = StripeObject<'billing.alert'>

const mostAlerts = 25

/** https://docs.stripe.com/api/billing/alert */
export const alerts: Resource = {
  operations: {
    'billing.alerts.create': createAlert,
    'billing.alerts.retrieve': findAlert,
    'billing.alerts.list': listAlerts,
    'billing.alerts.activate': (context) => context.update(findAlert(context), { status: 'active', _triggeredFor: [] }),
    'billing.alerts.deactivate': (context) => context.update(findAlert(context), { status: 'inactive' }),
    'billing.alerts.archive': (context) => context.update(findAlert(context), { status: 'archived' }),
  },
}

function createAlert(context: Context<Params<'billing.alerts.create'>>): Alert {
  const { alert_type: type, title, usage_threshold: threshold } = context.params
  if (!threshold) throw parameterMissing('usage_threshold')
  const { filters = [], gte, meter, recurrence } = threshold
  if (gte <= 0) throw invalidRequest('The threshold must be greater than 0.', { param: 'usage_threshold[gte]' })
  if (filters.length > 1)
    throw invalidRequest('You can give one filter at most.', { param: 'usage_threshold[filters]' })
  context.get('billing.meter', meter, 'usage_threshold[meter]')
  const [filter] = filters
  if (filter && !filter.customer) throw parameterMissing('usage_threshold[filters][0][customer]')
  if (filter?.customer) context.get('customer', filter.customer, 'usage_threshold[filters][0][customer]')
  const alike = context.list(
    'billing.alert',
    (each) => meterOf(each) === meter && customerOf(each) === filter?.customer,
  )
  if (alike.filter(({ status }) => status !== 'archived').length >= mostAlerts)
    throw invalidRequest(`A meter and a customer can have at most ${mostAlerts} alerts.`)
  return context.insert('billing.alert', {
    alert_type: type,
    title,
    status: 'active',
    usage_threshold: { filters, gte, meter, recurrence } as Alert['usage_threshold'],
    _after: context.list('billing.meter_event').length,
    _triggeredFor: [],
  })
}

function listAlerts(context: Context<Params<'billing.alerts.list'>>) {
  const { alert_type: type, meter } = context.params
  const isWanted = (alert: Alert) =>
    alert.status !== 'archived' &&
    (type === undefined || alert.alert_type === type) &&
    (meter === undefined || meterOf(alert) === meter)
  return context.page(context.list('billing.alert', isWanted), 'alert')
}

/** One that was archived is no more to the API. */
function findAlert(context: Context): Alert {
  const alert = context.find('billing.alert', context.id)
  if (!alert || alert.status === 'archived') throw resourceMissing('alert', context.id)
  return alert
}

/** Tells, once for each customer, that usage has reached a threshold. Customers on test clocks have no alerts. */
export function raiseAlerts(context: Context, meter: Meter, customer: StripeObject<'customer'>) {
  if (customer.test_clock) return
  const isConcerned = (alert: Alert) =>
    alert.status === 'active' &&
    meterOf(alert) === meter.id &&
    [undefined, customer.id].includes(customerOf(alert)) &&
    !alert._triggeredFor?.includes(customer.id)
  for (const alert of context.list('billing.alert', isConcerned).toReversed()) {
    const value = Number(aggregate(meter, usageSince(context, alert, customer.id)))
    if (value < (alert.usage_threshold?.gte ?? 0)) continue
    const told = context.update(alert, { _triggeredFor: [...(alert._triggeredFor ?? []), customer.id] })
    const created = context.nowFor(customer.id)
    const fields = { alert: told, created, customer: customer.id, livemode: false, value }
    context.emit('billing.alert.triggered', fillObject('billing.alert_triggered', fields) as { object: string })
  }
}

/** The last to come first. */
function usageSince(context: Context, alert: Alert, customer: string): MeterEvent[] {
  const all = context.list('billing.meter_event') as MeterEvent[]
  const later = all.slice(0, all.length - (alert._after ?? 0))
  return later.filter(
    ({ _meter, _customer, _isCanceled }) => _meter === meterOf(alert) && _customer === customer && !_isCanceled,
  )
}

function meterOf({ usage_threshold: threshold }: Alert): string | undefined {
  return threshold?.meter as string | undefined
}

function customerOf({ usage_threshold: threshold }: Alert): string | undefined {
  return (threshold?.filters?.[0]?.customer as string | null | undefined) ?? undefined
}
