import type { Shape } from './shape.ts'
import { findObjectShape, resolveShape } from './stripe-table.ts'

/** What an object's field has of what a request says: some of it is asked for once, and never answered. */
export function answeredPart<Value>(object: string, field: string, value: Value): Value {
  const shape = findObjectShape(object)?.fields
  return partOf(value, shape?.[field] ?? shape?.[`${field}?`] ?? 'any') as Value
}

function partOf(value: unknown, shape: Shape): unknown {
  const declared = resolveShape(shape)
  if (typeof declared !== 'object' || typeof value !== 'object' || value === null) return value
  if ('null' in declared) return partOf(value, declared.null)
  if ('array' in declared && Array.isArray(value)) return value.map((entry) => partOf(entry, declared.array))
  if (!('fields' in declared) || Array.isArray(value)) return value
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const known = declared.fields[name] ?? declared.fields[`${name}?`]
    return known === undefined ? [] : [[name, partOf(part, known)] as const]
  })
  return Object.fromEntries(parts)
}
