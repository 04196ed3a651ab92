import type { FormValue } from './decode-form.ts'
import type { Shape } from './shape.ts'
import { invalidRequest } from './stripe-error.ts'

export type ParamValue = string | number | boolean | null | ParamValue[] | { [name: string]: ParamValue }
/** From a form (text only) or from JSON. */
export type Value = FormValue | ParamValue

export function isBranch(value: Value): value is { [name: string]: Value & FormValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function coerceScalar(value: Value, shape: Exclude<Shape, number>, param: string): ParamValue {
  if (shape === 'any' || shape === 'file') return plain(value)
  if (typeof value === 'object') throw invalidRequest(`Invalid string: ${JSON.stringify(value)}`, { param })
  const text = String(value)
  if (typeof shape === 'object') {
    if ('enum' in shape && !shape.enum.includes(text)) {
      throw invalidRequest(`Invalid ${param}: must be ${oneOf(shape.enum)}`, { param })
    }
    return text
  }
  switch (shape) {
    case 'string':
      // In a form all is text; JSON says what it is.
      if (typeof value !== 'string') throw invalidRequest(`Invalid string: ${text}`, { param })
      return checkLength(text, param)
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw invalidRequest(`Invalid boolean: ${text}`, { param })
      return text === 'true'
    case 'integer':
      if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text))) {
        throw invalidRequest(`Invalid integer: ${text}`, { param, code: 'parameter_invalid_integer' })
      }
      return Number(text)
    case 'number':
      if (!isDecimal(text)) throw invalidRequest(`Invalid decimal: ${text}`, { param })
      return Number(text)
    case 'decimal':
      if (!isDecimal(text)) throw invalidRequest(`Invalid decimal: ${text}`, { param })
      return text
  }
}

/** A form's branches as plain objects and arrays, for what no shape describes. */
export function plain(value: Value): ParamValue {
  if (Array.isArray(value)) return value.map(plain)
  if (!isBranch(value)) return value
  const entries = Object.entries(value)
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  return isList ? entries.map(([, entry]) => plain(entry)) : Object.fromEntries(entries.map(([k, v]) => [k, plain(v)]))
}

function isDecimal(text: string) {
  return /^-?\d+(\.\d+)?$/.test(text)
}

function checkLength(text: string, param: string) {
  // What is said about a dispute may take pages.
  const most = param.startsWith('evidence[') ? 20_000 : 5_000
  if (text.length <= most) return text
  throw invalidRequest(`Invalid string: ${text.slice(0, 20)}...; must be at most ${most} characters`, { param })
}

function oneOf(options: string[]) {
  if (options.length < 3) return `one of ${options.join(' or ')}`
  return `one of ${options.slice(0, -1).join(', ')}, or ${options.at(-1)}`
}
