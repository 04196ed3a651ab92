// Every snapshot event is also a thin one: worked out from it whenever somebody asks, never stored beside it.
import type { Context } from '../kernel/context.ts'
import { type ObjectReference, referenceTo } from '../kernel/object-reference.ts'
import type { AnyObject, StripeObject } from '../kernel/wire.ts'
import { finerTypes } from './finer-types.ts'
import { namesObject } from './thin-types.ts'

/** As `v2.core.events.retrieve` answers it, what is null left out. */
export type ThinEvent = {
  id: string
  object: 'v2.core.event'
  type: string
  created: string
  livemode: boolean
  reason?: { type: 'request'; request: { id: string; idempotency_key: string } }
  related_object?: ObjectReference
  snapshot_event?: string
  changes?: { before: unknown; after: unknown }
  data?: unknown
}

/** The thin event of the same name and, after it, the finer ones that this change is. */
export function thinEventsOf(event: StripeObject<'event'>): ThinEvent[] {
  const types = [`v1.${event.type}`, ...finerTypes(event)]
  return types.flatMap((type, index) => thinEventOf(event, type, index) ?? [])
}

/** What is sent: the data is for those who fetch the event. */
export function notificationOf({ data: _, ...event }: ThinEvent): ThinEvent {
  return event
}

export function findThinEvent(context: Context, id: string): ThinEvent | undefined {
  const stored = context.find('v2.core.event', id)
  if (stored) return storedThinEvent(stored)
  const snapshotId = snapshotOf(id)
  const event = snapshotId && context.find('event', snapshotId)
  return event ? thinEventsOf(event).find((thin) => thin.id === id) : undefined
}

/** The snapshot event that a thin one was worked out from, by its id. */
export function snapshotOf(thinId: string): string | undefined {
  const [, suffix] = /^evt_test_(\w{24})\d\d$/.exec(thinId) ?? []
  return suffix && `evt_${suffix}`
}

/** Of those that exist as thin events alone. */
export function storedThinEvent(event: StripeObject<'v2.core.event'>): ThinEvent {
  const { _relatedObject: related, _data: data, _recordedAt: _, ...fields } = event
  const known = { ...(fields as object), ...(related ? { related_object: related } : {}), ...(data ? { data } : {}) }
  return known as ThinEvent
}

function thinEventOf(event: StripeObject<'event'>, type: string, index: number): ThinEvent | undefined {
  const isAbout = namesObject(type)
  if (isAbout === undefined) return undefined
  const object = event.data.object as AnyObject
  const { id, idempotency_key: key } = event.request ?? {}
  const before = event.data.previous_attributes
  const data = type === 'v1.invoice.upcoming' ? upcomingData(object) : undefined
  return {
    id: `evt_test_${event.id.slice('evt_'.length)}${String(index).padStart(2, '0')}`,
    object: 'v2.core.event',
    type,
    created: new Date(event.created * 1000).toISOString(),
    livemode: false,
    ...(id ? { reason: { type: 'request', request: { id, idempotency_key: key ?? '' } } } : {}),
    ...(isAbout && object.id ? { related_object: referenceTo(object) } : {}),
    snapshot_event: event.id,
    ...(before ? { changes: { before, after: pickSame(before, object) } } : {}),
    ...(data ? { data } : {}),
  }
}

/** The parts of `after` that `before` has a former value of. */
function pickSame(before: object, after: object): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(before)) {
    const now = (after as Record<string, unknown>)[name] ?? null
    picked[name] = isHash(value) && isHash(now) ? pickSame(value, now) : now
  }
  return picked
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function upcomingData(invoice: AnyObject) {
  const parent = invoice.parent as { subscription_details?: { subscription?: string } } | null | undefined
  const subscription = parent?.subscription_details?.subscription
  return { customer: invoice.customer, ...(subscription ? { subscription } : {}) }
}
