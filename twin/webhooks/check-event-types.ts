import type { Shape } from '../kernel/shape.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import { operations, resolveShape } from '../kernel/stripe-table.ts'
import { namesObject } from './thin-types.ts'

/** Refuses names that no event has: thin ones begin with `v1.` or `v2.`, snapshots have neither. */
export function checkEventTypes(types: readonly string[], payload: 'snapshot' | 'thin') {
  if (types.length === 0) throw invalidRequest('At least one event type must be enabled.', { param: 'enabled_events' })
  for (const type of types) {
    const isKnown = type === '*' || (payload === 'thin' ? namesObject(type) !== undefined : snapshotTypes.has(type))
    if (isKnown) continue
    throw invalidRequest(`Invalid event type for ${payload} payloads: ${type}`, { param: 'enabled_events' })
  }
}

const snapshotTypes = new Set(enumAt('webhookEndpoints.create', 'enabled_events'))

function enumAt(operation: string, param: string): string[] {
  const params = fieldsOf(operations.find(({ name }) => name === operation)?.params ?? 'any')
  const list = resolveShape(params[param] ?? 'any')
  const entry = typeof list === 'object' && 'array' in list ? resolveShape(list.array) : 'any'
  return typeof entry === 'object' && 'enum' in entry ? entry.enum : []
}

function fieldsOf(shape: Shape): Record<string, Shape> {
  const resolved = resolveShape(shape)
  return typeof resolved === 'object' && 'fields' in resolved ? resolved.fields : {}
}
