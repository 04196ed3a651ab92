import type { Stripe } from 'stripe'
import type { Context } from './context.ts'
import { describeChange } from './describe-change.ts'
import { type ObjectReference, referenceTo } from './object-reference.ts'
import { renderObject } from './render-object.ts'
import { stripeVersion } from './stripe-table.ts'
import type { AnyObject, ObjectFields } from './wire.ts'

/** When it was put down, by the account's clock: `created` is when it fell due, maybe by a test clock. */
type Recorded = { _recordedAt: number }
declare module './wire.ts' {
  interface HiddenFields {
    /** Beside what the package's own type of every thin event has, some have these. */
    'v2.core.event': Recorded & { _relatedObject: ObjectReference | undefined; _data: object | undefined }
    event: Recorded
  }
}

const keptSeconds = 30 * 86_400

export type ThinSubject = { relatedObject?: { id: string; object: string }; data?: object }

/** Records an event with the object as it is now: none for an update that changed nothing that anybody sees. */
export function emitEvent(context: Context, type: Stripe.Event['type'], object: AnyObject, before?: AnyObject) {
  const { account, call, resources } = context
  const rendered = renderObject(object, context)
  const previous = before ? describeChange(renderFormer(context, before), rendered) : undefined
  if (previous && Object.keys(previous).length === 0) return
  const event = {
    type,
    api_version: stripeVersion,
    data: { object: rendered, ...(previous ? { previous_attributes: previous } : {}) },
    request: { id: call.requestId ?? null, idempotency_key: call.idempotencyKey ?? null },
    _recordedAt: account.clock.now(),
  }
  const stored = context.insert('event', event as ObjectFields<'event'>)
  for (const witness of resources.witnesses) witness(context, stored)
  account.announce(context.find('event', stored.id) ?? stored)
  for (const react of resources.reactions.get(type) ?? []) react(context, object)
}

/** As it was before this request, with the parts of then: a subscription's items have changed, too. */
function renderFormer(context: Context, before: AnyObject): AnyObject {
  const { store } = context.account
  const render = () => renderObject(before, context)
  return store.wasCommitted(before) ? store.lookBack(render) : render()
}

/** Records an event that Stripe sends as a thin notification alone. */
export function emitThinEvent(context: Context, type: string, { relatedObject, data }: ThinSubject) {
  const { requestId, idempotencyKey } = context.call
  const request = requestId && { id: requestId, idempotency_key: idempotencyKey ?? '' }
  const event = context.insert('v2.core.event', {
    id: context.newId('evt_test'),
    type,
    created: new Date(context.now() * 1000).toISOString(),
    ...(request ? { reason: { type: 'request', request } } : {}),
    _recordedAt: context.account.clock.now(),
    _relatedObject: relatedObject && referenceTo(relatedObject),
    _data: data,
  })
  for (const witness of context.resources.witnesses) witness(context, event)
  return event
}

/** Stripe lets events be fetched for 30 days. */
export function isKept({ _recordedAt: at = Number.POSITIVE_INFINITY }: Partial<Recorded>, context: Context): boolean {
  return context.account.clock.now() - at <= keptSeconds
}
