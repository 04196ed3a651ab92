// Holds an answer against the types of the `stripe` package: each field that they require, none that they do not know.
import type { Shape } from '../kernel/shape.ts'
import { findObjectShape, resolveShape } from '../kernel/stripe-table.ts'

/** What is wrong with each object in the answer, by its path; nothing when all is as the types say. */
export function checkAnswer(answer: unknown): string[] {
  const name = nameOf(answer)
  if (name !== undefined) return checkObject(answer as Fields, name)
  const data = (answer as { data?: unknown } | null)?.data
  return Array.isArray(data) ? data.flatMap(checkAnswer) : []
}

type Fields = Record<string, unknown>

function nameOf(value: unknown): string | undefined {
  const name = (value as { object?: unknown } | null)?.object
  return typeof name === 'string' ? name : undefined
}

function checkObject(value: Fields, name: string): string[] {
  if (name === 'list' || name === 'search_result') return checkList(value, name)
  if (isStub(value)) return []
  const shape = findObjectShape(value.deleted === true ? `deleted_${name}` : name) ?? findObjectShape(name)
  if (!shape) return [`${name}: Stripe has no such object`]
  const { related_object: _, data: __, ...base } = value
  return checkFields(name === 'v2.core.event' ? base : value, shape.fields, name)
}

/** All that v2 answers of what it deleted. */
function isStub(value: Fields): boolean {
  return Object.keys(value).sort().join() === 'id,object'
}

function checkList(value: Fields, path: string): string[] {
  const missing = ['data', 'has_more', 'url']
    .filter((field) => !(field in value))
    .map((field) => `${path}.${field}: missing`)
  const data = Array.isArray(value.data) ? value.data : []
  return [...missing, ...data.flatMap((entry) => checkValue(entry, 'any', `${path}.data[]`))]
}

function checkFields(value: Fields, fields: Record<string, Shape>, path: string): string[] {
  const problems: string[] = []
  const names = new Set<string>()
  for (const [declared, shape] of Object.entries(fields)) {
    const isOptional = declared.endsWith('?')
    const name = isOptional ? declared.slice(0, -1) : declared
    names.add(name)
    if (value[name] !== undefined) problems.push(...checkValue(value[name], shape, `${path}.${name}`, isOptional))
    else if (!isOptional) problems.push(`${path}.${name}: missing`)
  }
  const isOpen = names.size === 0
  for (const name of Object.keys(value)) if (!isOpen && !names.has(name)) problems.push(`${path}.${name}: unknown`)
  return problems
}

function checkValue(value: unknown, shape: Shape, path: string, isOptional = false): string[] {
  const declared = resolveShape(shape)
  if (typeof declared === 'object' && 'null' in declared)
    return value === null ? [] : checkValue(value, declared.null, path)
  if (declared === 'any')
    return nameOf(value) && typeof value === 'object' ? checkObject(value as Fields, nameOf(value) ?? '') : []
  if (value === null) return isOptional ? [] : [`${path}: null`]
  if (typeof declared === 'string') return checkScalar(value, declared, path)
  if ('enum' in declared)
    return declared.enum.includes(value as string) ? [] : [`${path}: "${value}" is not one of its enum`]
  if ('array' in declared) {
    if (!Array.isArray(value)) return [`${path}: not an array`]
    return value.flatMap((entry) => checkValue(entry, declared.array, `${path}[]`))
  }
  if ('oneOf' in declared) {
    const results = declared.oneOf.map((each) => checkValue(value, each, path))
    return results.find((problems) => problems.length === 0) ?? results[0] ?? []
  }
  if ('expandable' in declared && typeof value === 'string') return []
  if (typeof value !== 'object') return [`${path}: ${typeof value}, not an object`]
  if ('list' in declared) return checkList(value as Fields, path)
  if ('map' in declared) return Object.values(value).flatMap((entry) => checkValue(entry, declared.map, `${path}.*`))
  if ('fields' in declared) return checkFields(value as Fields, declared.fields, path)
  return checkObject(value as Fields, nameOf(value) ?? path)
}

function checkScalar(value: unknown, shape: Exclude<Shape, number | object>, path: string): string[] {
  const expected = {
    string: 'string',
    decimal: 'string',
    file: 'string',
    boolean: 'boolean',
    integer: 'number',
    number: 'number',
    any: '',
  }
  return typeof value === expected[shape] ? [] : [`${path}: ${typeof value}, not ${shape}`]
}
