import type { Context } from './context.ts'
import type { AnyObject } from './wire.ts'

/** The object as Stripe answers it: without what the twin hides, with what its resource works out. */
export function renderObject(object: AnyObject, context: Context): AnyObject {
  // An event holds its object as it was then: nothing in it is worked out anew.
  if (object.object === 'event' || object.object === 'v2.core.event') {
    return Object.fromEntries(
      Object.entries(structuredClone(object)).filter(([name]) => !name.startsWith('_')),
    ) as AnyObject
  }
  const viewed = context.resources.view(object, context) as Record<string, unknown>
  const rendered: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(viewed)) {
    if (!name.startsWith('_')) rendered[name] = renderValue(value, context)
  }
  return rendered as AnyObject
}

function renderValue(value: unknown, context: Context): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((entry) => renderValue(entry, context))
  if (isStripeObject(value)) return renderObject(value, context)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, renderValue(part, context)]))
}

function isStripeObject(value: object): value is AnyObject {
  return typeof (value as { object?: unknown }).object === 'string'
}
