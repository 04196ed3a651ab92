import type { Context } from './context.ts'
import { renderObject } from './render-object.ts'
import type { Shape } from './shape.ts'
import { invalidRequest } from './stripe-error.ts'
import { findObjectShape, resolveShape } from './stripe-table.ts'
import type { AnyObject } from './wire.ts'

const maximumLevels = 4

/** Replaces ids by their objects along each path (`data.latest_invoice.payments`), in an answer already rendered. */
export function expandAnswer(answer: object, paths: readonly string[], context: Context): object {
  for (const path of paths) {
    const parts = path.split('.')
    if (parts.length > maximumLevels) {
      const message = `You cannot expand more than ${maximumLevels} levels of a property. You attempted to expand \`${path}\`.`
      throw invalidRequest(message, { code: 'property_expansion_max_depth', param: 'expand' })
    }
    expandPath(answer, parts, { path: [], owner: answer as Fields, within: [] }, context)
  }
  return answer
}

type Fields = Record<string, unknown>
type Shapes = Record<string, Shape>
/** The way so far, the object that the last part lies in, the names of the hashes within it, and what the last one may hold. */
type Way = { path: string[]; owner: Fields; within: string[]; declared?: Shapes | undefined }

function expandPath(target: unknown, parts: string[], way: Way, context: Context) {
  const [name, ...rest] = parts
  if (name === undefined || target === null || target === undefined) return
  if (Array.isArray(target)) {
    for (const entry of target) expandPath(entry, parts, way, context)
    return
  }
  const fields = target as Fields
  const isList = fields.object === 'list' || fields.object === 'search_result'
  const isObject = typeof fields.object === 'string'
  const { owner, within } = isObject ? { owner: fields, within: [] } : way
  const done = way.path
  const declared = isObject ? findObjectShape(String(fields.object))?.fields : way.declared
  const shape = isList ? undefined : shapeOfField(fields, declared, done, name)
  const next = { path: [...done, name], owner, within: [...within, name], declared: fieldsOf(shape) }
  if (isList && name === 'data') return expandPath(fields.data, rest, next, context)
  if (isList && name === 'total_count') return
  const include = context.resources.findInclude(String(owner.object), next.within.join('.'))
  if (include && (fields[name] === undefined || typeof fields[name] === 'string'))
    fields[name] = includedValue(owner, include, context)
  else if (Array.isArray(fields[name])) fields[name] = fields[name].map((entry) => expandValue(entry, context))
  else if (typeof fields[name] === 'string' && isExpandable(shape)) fields[name] = expandValue(fields[name], context)
  else if (!canHold(fields[name], shape, rest)) throw notExpandable([...done, name], isList)
  expandPath(fields[name], rest, next, context)
}

function includedValue(
  owner: Fields,
  include: (object: AnyObject, context: Context) => unknown,
  context: Context,
): unknown {
  const stored = context.account.store.findById(String(owner.id)) ?? (owner as AnyObject)
  const value = include(stored, context)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? renderObject(value as AnyObject, context) : structuredClone(value)
}

function expandValue(value: unknown, context: Context): unknown {
  if (typeof value !== 'string') return value
  const found = context.account.store.findById(value)
  if (found) return renderObject(found, context)
  return context.account.store.findStub(value) ?? value
}

function shapeOfField(fields: Fields, declared: Shapes | undefined, done: string[], name: string): Shape | undefined {
  // Of some hashes Stripe's types say nothing: an id is what looks like one.
  if (!declared) return done.length > 0 && name in fields ? { expandable: [] } : undefined
  return declared[name] ?? declared[`${name}?`]
}

/** What a hash, or each of a list of them, may hold. */
function fieldsOf(shape: Shape | undefined): Shapes | undefined {
  const resolved = shape === undefined ? 'any' : resolveShape(shape)
  if (typeof resolved !== 'object') return undefined
  if ('null' in resolved) return fieldsOf(resolved.null)
  if ('array' in resolved) return fieldsOf(resolved.array)
  return 'fields' in resolved ? resolved.fields : undefined
}

function isExpandable(shape: Shape | undefined): boolean {
  const resolved = shape === undefined ? 'any' : resolveShape(shape)
  if (typeof resolved !== 'object') return false
  if ('null' in resolved) return isExpandable(resolved.null)
  if ('array' in resolved) return isExpandable(resolved.array)
  return 'expandable' in resolved
}

/** null where an object could be, an object already there, or a hash on the way to one. */
function canHold(value: unknown, shape: Shape | undefined, rest: string[]): boolean {
  if (value === null || value === undefined) return isExpandable(shape) || (shape !== undefined && rest.length > 0)
  return typeof value === 'object' && (rest.length > 0 || 'object' in value)
}

function notExpandable(path: string[], isList: boolean) {
  const hint = isList ? ` You may want to try expanding 'data.${path.at(-1)}' instead.` : ''
  return invalidRequest(`This property cannot be expanded (${path.join('.')}).${hint}`, { param: 'expand' })
}
