import { coerceScalar } from './coerce-scalar.ts'
import type { Shape } from './shape.ts'
import { findObjectShape, resolveShape } from './stripe-table.ts'

/**
 * What an object's field has of what a request says: some of it is asked for once, and never answered.
 * @throws StripeError for a word that the object could not have, where the request's own type takes any
 */
export function answeredPart<Value>(object: string, field: string, value: Value): Value {
  const shape = findObjectShape(object)?.fields
  return partOf(value, shape?.[field] ?? shape?.[`${field}?`] ?? 'any', field) as Value
}

function partOf(value: unknown, shape: Shape, param: string): unknown {
  const declared = resolveShape(shape)
  if (typeof declared !== 'object' || value === null) return value
  if ('null' in declared) return partOf(value, declared.null, param)
  if ('enum' in declared && typeof value === 'string') return coerceScalar(value, declared, param)
  if (typeof value !== 'object') return value
  if ('array' in declared && Array.isArray(value))
    return value.map((entry, index) => partOf(entry, declared.array, `${param}[${index}]`))
  if (!('fields' in declared) || Array.isArray(value)) return value
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const known = declared.fields[name] ?? declared.fields[`${name}?`]
    return known === undefined ? [] : [[name, partOf(part, known, `${param}[${name}]`)] as const]
  })
  return Object.fromEntries(parts)
}
