import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { delivererOf } from './deliverer.ts'
import { type Delivery, insertDelivery } from './delivery.ts'
import { listTargets, type Target, wants } from './targets.ts'
import { thinEventsOf } from './thin-events.ts'

type AnyEvent = StripeObject<'event'> | StripeObject<'v2.core.event'>

/** Goes where it was asked for alone. */
const pingType = 'v2.core.event_destination.ping'

/** Puts down, in the transaction of the event itself, to whom it will be sent. */
export function planDeliveries(context: Context, event: AnyEvent) {
  const targets = listTargets(context)
  if (targets.length === 0) return
  const thin = targets.filter(({ payload }) => payload === 'thin')
  if (event.object === 'v2.core.event') return event.type === pingType ? undefined : planThin(context, thin, [event])
  const wanting = targets.filter((target) => target.payload === 'snapshot' && wants(target, event.type))
  if (wanting.length > 0) context.update(event, { pending_webhooks: wanting.length })
  for (const { id } of wanting) plan(context, { event: event.id, type: event.type, endpoint: id, payload: 'snapshot' })
  if (thin.length > 0) planThin(context, thin, thinEventsOf(event))
}

/** Sends one event to one target, whichever events it wants. */
export function plan(context: Context, fields: Pick<Delivery, 'event' | 'type' | 'endpoint' | 'payload'>) {
  const { id } = insertDelivery(context, fields)
  context.afterCommit(() => delivererOf(context.account).send(id))
}

function planThin(context: Context, targets: Target[], events: { id: string; type: string }[]) {
  for (const { id: event, type } of events) {
    for (const target of targets) {
      if (wants(target, type)) plan(context, { event, type, endpoint: target.id, payload: 'thin' })
    }
  }
}
