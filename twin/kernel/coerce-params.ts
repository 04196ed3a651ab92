import { coerceScalar, isBranch, type ParamValue, type Value } from './coerce-scalar.ts'
import { checkMetadata } from './metadata.ts'
import type { Shape } from './shape.ts'
import { blankParameter, emptyParameter, invalidRequest } from './stripe-error.ts'
import { resolveShape } from './stripe-table.ts'

/** Types a request's parameters as the operation declares them, or refuses them in Stripe's words. */
export function coerceParams(values: { [name: string]: Value }, shape: Shape | undefined): Record<string, ParamValue> {
  const resolved = shape === undefined ? 'any' : resolveShape(shape)
  const fields = typeof resolved === 'object' && 'fields' in resolved ? resolved.fields : {}
  const declared =
    'expand' in fields || 'expand?' in fields ? fields : { ...fields, 'expand?': { array: 'string' as Shape } }
  return coerceFields(values, declared, '')
}

function coerceFields(values: { [name: string]: Value }, fields: Record<string, Shape>, path: string) {
  const unknown = Object.keys(values).filter((name) => !hasField(fields, name))
  if (unknown.length > 0) throw unknownParameters(unknown.map((name) => nest(path, name)))
  const coerced: Record<string, ParamValue> = {}
  for (const [declared, shape] of Object.entries(fields)) {
    const isOptional = declared.endsWith('?')
    const name = isOptional ? declared.slice(0, -1) : declared
    const param = nest(path, name)
    const value = values[name]
    if (value !== undefined) coerced[name] = coerce(value, shape, param, !isOptional)
    else if (!isOptional) {
      throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
    }
  }
  return coerced
}

function coerce(value: Value, shape: Shape, param: string, isRequired = false): ParamValue {
  const declared = resolveShape(shape)
  if (typeof declared === 'object') {
    if ('empty' in declared) return value === '' || value === null ? '' : coerce(value, declared.empty, param)
    if ('oneOf' in declared) return coerceOneOf(value, declared.oneOf, param)
    if (value === '') throw emptyParameter(param)
    if ('fields' in declared) return coerceFields(expectBranch(value, 'object', param), declared.fields, param)
    if ('map' in declared) return coerceMap(expectBranch(value, 'object', param), declared.map, param)
    if ('array' in declared) return coerceArray(value, declared.array, param)
  }
  const isNeverEmpty = isRequired || ['integer', 'number', 'decimal', 'boolean'].includes(declared as string)
  if (value === '' && isNeverEmpty) throw emptyParameter(param)
  if (isRequired && typeof value === 'string' && value.trim() === '') throw blankParameter(param)
  return coerceScalar(value, declared, param)
}

function coerceMap(values: { [name: string]: Value }, shape: Shape, param: string) {
  if (/(^|\[)metadata\]?$/.test(param)) checkMetadata(values, param)
  const entries = Object.entries(values).map(
    ([name, value]) => [name, coerce(value, shape, nest(param, name))] as const,
  )
  return Object.fromEntries(entries)
}

function coerceArray(value: Value, shape: Shape, param: string): ParamValue[] {
  if (Array.isArray(value)) return value.map((entry, index) => coerce(entry, shape, nest(param, String(index))))
  if (!isBranch(value)) throw invalidRequest('Invalid array', { param })
  const keys = Object.keys(value)
  if (!keys.every((key) => /^\d+$/.test(key))) throw invalidRequest('Invalid array', { param })
  return keys
    .sort((a, b) => Number(a) - Number(b))
    .map((key, index) => coerce(value[key] as Value, shape, nest(param, String(index))))
}

/** A scalar prefers the enum that names it, then text; a hash takes the one that is a hash. */
function coerceOneOf(value: Value, shapes: Shape[], param: string): ParamValue {
  const hasFields = isBranch(value) || Array.isArray(value)
  const resolved = shapes.map(resolveShape)
  const enums = resolved.flatMap((shape) => (isEnum(shape) ? shape.enum : []))
  if (typeof value === 'string' && enums.includes(value)) return value
  const fitting = resolved.filter((shape) => (typeof shape === 'object' && !isEnum(shape)) === hasFields)
  const chosen = fitting.find((shape) => shape === 'string') ?? fitting.find((shape) => !isEnum(shape)) ?? fitting[0]
  return coerce(value, chosen ?? resolved[0] ?? 'any', param)
}

function isEnum(shape: Exclude<Shape, number>): shape is { enum: string[] } {
  return typeof shape === 'object' && 'enum' in shape
}

function expectBranch(value: Value, noun: string, param: string): { [name: string]: Value } {
  if (!isBranch(value)) throw invalidRequest(`Invalid ${noun}`, { param })
  return value
}

function hasField(fields: Record<string, Shape>, name: string) {
  return Object.hasOwn(fields, name) || (Object.hasOwn(fields, `${name}?`) && !name.endsWith('?'))
}

function nest(path: string, name: string): string {
  return path === '' ? name : `${path}[${name}]`
}

function unknownParameters(params: string[]) {
  if (params[0] === 'payment_method_types') {
    const message =
      'The parameter `payment_method_types` is no longer supported. Use `allowed_payment_method_types` or `excluded_payment_method_types` instead.'
    return invalidRequest(message, { code: 'payment_method_types_no_longer_supported', param: params[0] })
  }
  const message = `Received unknown parameter${params.length > 1 ? 's' : ''}: ${params.join(', ')}`
  return invalidRequest(message, { code: 'parameter_unknown', param: params[0] })
}
