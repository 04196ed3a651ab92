import type { Shape } from './shape.ts'
import { findObjectShape, resolveShape } from './stripe-table.ts'

/**
 * Completes what a resource knows of an object with every field that Stripe always answers: null where that is allowed,
 * else the emptiest value of its type. '' unsets. A field that the type does not have is a mistake of the resource.
 */
export function fillObject(object: string, known: object): Record<string, unknown> {
  const shape = findObjectShape(object)
  if (!shape) throw new Error(`Stripe has no object "${object}"`)
  return fillFields({ ...known, object }, shape.fields, object)
}

function fillFields(known: object, fields: Record<string, Shape>, path: string): Record<string, unknown> {
  const values = known as Record<string, unknown>
  const filled: Record<string, unknown> = {}
  const names = new Set<string>()
  for (const [declared, shape] of Object.entries(fields)) {
    const isOptional = declared.endsWith('?')
    const name = isOptional ? declared.slice(0, -1) : declared
    names.add(name)
    const value = fillValue(values[name], shape, `${path}.${name}`, isOptional)
    if (value !== undefined) filled[name] = value
  }
  for (const [name, value] of Object.entries(values)) {
    if (names.has(name) || value === undefined) continue
    if (!name.startsWith('_') && names.size > 0) throw new Error(`Stripe's objects have no field "${path}.${name}"`)
    filled[name] = value
  }
  return filled
}

function fillValue(value: unknown, shape: Shape, path: string, isOptional: boolean): unknown {
  const declared = resolveShape(shape)
  if (typeof declared === 'object' && 'null' in declared) {
    if (value === undefined) return isOptional ? undefined : null
    return value === null || value === '' ? null : fillValue(value, declared.null, path, false)
  }
  if (value === undefined) return isOptional ? undefined : emptyValue(declared, path)
  if (value === '' && isOptional) return undefined
  if (typeof declared !== 'object' || typeof value !== 'object' || value === null) return value
  if ('fields' in declared) return fillFields(value, declared.fields, path)
  if ('array' in declared && Array.isArray(value)) {
    return value.map((entry) => fillValue(entry, declared.array, `${path}[]`, false))
  }
  return value
}

function emptyValue(shape: Exclude<Shape, number>, path: string): unknown {
  switch (shape) {
    case 'string':
    case 'file':
      return ''
    case 'integer':
    case 'number':
      return 0
    case 'decimal':
      return '0'
    case 'boolean':
      return false
    case 'any':
      return null
  }
  if ('enum' in shape) return shape.enum[0]
  if ('array' in shape) return []
  if ('list' in shape) return { object: 'list', data: [], has_more: false, url: '' }
  if ('map' in shape) return {}
  if ('fields' in shape) return fillFields({}, shape.fields, path)
  if ('ref' in shape) return fillObject(shape.ref, {})
  if ('oneOf' in shape) return emptyValue(resolveShape(shape.oneOf[0] ?? 'any'), path)
  return ''
}
