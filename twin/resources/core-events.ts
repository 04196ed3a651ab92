import type { Context } from '../kernel/context.ts'
import { isKept } from '../kernel/emit-event.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notFound } from '../kernel/stripe-error.ts'
import { listV2Page } from '../kernel/v2-list-page.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { findThinEvent, snapshotOf, storedThinEvent, type ThinEvent, thinEventsOf } from '../webhooks/thin-events.ts'

/** The thin events: those of v1 events, and those that are thin alone (`context.emitThin`). */
export const coreEvents: Resource = {
  operations: {
    'v2.core.events.retrieve': (context) => {
      const source = context.find('v2.core.event', context.id) ?? context.find('event', snapshotOf(context.id))
      const event = source && isKept(source, context) ? findThinEvent(context, context.id) : undefined
      if (!event) throw notFound('event', context.id)
      return event
    },
    'v2.core.events.list': listThinEvents,
  },
}

function listThinEvents(context: Context<Params<'v2.core.events.list'>>) {
  const { created, object_id: objectId, types } = context.params
  if (types && types.length > 20) throw invalidRequest('You can list at most 20 types.', { param: 'types' })
  const events = allThinEvents(context).filter(
    (event) =>
      (!types || types.includes(event.type)) &&
      (!objectId || event.related_object?.id === objectId) &&
      isInRange(Date.parse(event.created), created),
  )
  return listV2Page(context, events)
}

/** Newest first. */
function allThinEvents(context: Context): ThinEvent[] {
  const stored = context.account.store.listTogether(['event', 'v2.core.event'])
  const events = stored as unknown as (StripeObject<'event'> | StripeObject<'v2.core.event'>)[]
  return events
    .filter((event) => isKept(event, context))
    .flatMap((event) => (event.object === 'event' ? thinEventsOf(event).toReversed() : storedThinEvent(event)))
}

type Bound = string | number
type Range = { gt?: Bound; gte?: Bound; lt?: Bound; lte?: Bound }

function isInRange(time: number, range: Range | undefined): boolean {
  const { gt, gte, lt, lte } = range ?? {}
  return (
    (gt === undefined || time > timeOf(gt)) &&
    (gte === undefined || time >= timeOf(gte)) &&
    (lt === undefined || time < timeOf(lt)) &&
    (lte === undefined || time <= timeOf(lte))
  )
}

/** v2 takes ISO times; the package's type of the range says seconds. */
function timeOf(bound: Bound): number {
  const time = /^\d+$/.test(String(bound)) ? Number(bound) * 1000 : Date.parse(String(bound))
  if (Number.isNaN(time)) throw invalidRequest(`Invalid timestamp: ${bound}`, { param: 'created' })
  return time
}
