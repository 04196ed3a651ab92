// Whether an object is one of the type that the `stripe` package declares: every field there, each of its own kind.
import type { Shape } from '../kernel/shape.ts'
import { findObjectShape, resolveShape } from '../kernel/stripe-table.ts'

/** @returns where the object is not what its type says */
export function findMisfits(object: { object: string }): string[] {
  const shape = findObjectShape(object.object)
  return shape ? misfitsOf(object, shape, object.object) : [`${object.object} is no type of Stripe's`]
}

function misfitsOf(value: unknown, shape: Shape, path: string): string[] {
  const declared = resolveShape(shape)
  if (declared === 'any') return []
  if (typeof declared === 'string') return isScalar(value, declared) ? [] : [told(path, value, declared)]
  if ('null' in declared) return value === null ? [] : misfitsOf(value, declared.null, path)
  if ('empty' in declared) return value === '' || value === null ? [] : misfitsOf(value, declared.empty, path)
  if ('oneOf' in declared) {
    const fits = declared.oneOf.some((option) => misfitsOf(value, option, path).length === 0)
    return fits ? [] : [told(path, value, 'none of its kinds')]
  }
  if ('enum' in declared)
    return typeof value === 'string' && declared.enum.includes(value) ? [] : [told(path, value, 'not one of its words')]
  if ('expandable' in declared) return typeof value === 'string' || isHash(value) ? [] : [told(path, value, 'an id')]
  if ('array' in declared)
    return Array.isArray(value) ? eachOf(value, declared.array, path) : [told(path, value, 'a list')]
  if (!isHash(value)) return [told(path, value, 'a hash')]
  if ('list' in declared)
    return Array.isArray(value.data) ? eachOf(value.data, declared.list, `${path}.data`) : [told(path, value, 'a page')]
  if ('map' in declared)
    return Object.entries(value).flatMap(([key, part]) => misfitsOf(part, declared.map, `${path}.${key}`))
  if ('ref' in declared) return findMisfits(value as { object: string })
  return fieldsOf(value, declared.fields, path)
}

function fieldsOf(value: Record<string, unknown>, fields: Record<string, Shape>, path: string): string[] {
  return Object.entries(fields).flatMap(([declared, shape]) => {
    const isOptional = declared.endsWith('?')
    const name = isOptional ? declared.slice(0, -1) : declared
    if (value[name] === undefined) return isOptional ? [] : [`${path}.${name} is missing`]
    return misfitsOf(value[name], shape, `${path}.${name}`)
  })
}

function eachOf(values: unknown[], shape: Shape, path: string): string[] {
  return values.flatMap((value) => misfitsOf(value, shape, `${path}[]`))
}

function isScalar(value: unknown, kind: string): boolean {
  if (kind === 'integer') return Number.isInteger(value)
  if (kind === 'decimal') return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
  return typeof value === (kind === 'file' ? 'string' : kind)
}

function isHash(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function told(path: string, value: unknown, expected: string): string {
  return `${path} is ${JSON.stringify(value)?.slice(0, 60)}, ${expected}`
}
