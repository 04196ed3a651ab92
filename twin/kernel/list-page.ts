import { invalidRequest, resourceMissing } from './stripe-error.ts'
import type { AnyObject } from './wire.ts'

export type PageParams = { limit?: number; starting_after?: string; ending_before?: string; created?: unknown }
export type ListObject = { object: 'list'; data: AnyObject[]; has_more: boolean; url: string }

/** One page of objects that come newest first, cut where the cursors say. */
export function listPage(objects: AnyObject[], params: PageParams, url: string, noun = 'object'): ListObject {
  const limit = checkLimit(params.limit)
  const { starting_after: after, ending_before: before } = params
  if (after !== undefined && before !== undefined) {
    throw invalidRequest('Received both starting_after and ending_before parameters. Please pass in only one.')
  }
  const wanted = objects.filter((object) => isInRange(object.created, params.created))
  if (before !== undefined) {
    const end = indexOf(wanted, objects, before, 'ending_before', noun)
    const start = Math.max(0, end - limit)
    return { object: 'list', data: wanted.slice(start, end), has_more: start > 0, url }
  }
  const start = after === undefined ? 0 : indexOf(wanted, objects, after, 'starting_after', noun) + 1
  return { object: 'list', data: wanted.slice(start, start + limit), has_more: wanted.length > start + limit, url }
}

export function checkLimit(limit = 10): number {
  const bound = limit < 1 ? 'greater than or equal to 1' : limit > 100 ? 'less than or equal to 100' : undefined
  if (!bound) return limit
  const message = `This value must be ${bound} (it currently is '${limit}').`
  throw invalidRequest(message, { param: 'limit', code: 'parameter_invalid_integer' })
}

function indexOf(wanted: AnyObject[], all: AnyObject[], id: string, param: string, noun: string): number {
  const index = wanted.findIndex((object) => object.id === id)
  if (index >= 0) return index
  // A cursor outside the range still marks a place in the order.
  const place = all.findIndex((object) => object.id === id)
  if (place < 0) throw resourceMissing(noun, id, param)
  const isBefore = new Set(all.slice(0, place))
  const count = wanted.filter((object) => isBefore.has(object)).length
  return param === 'starting_after' ? count - 1 : count
}

function isInRange(created: unknown, range: unknown): boolean {
  if (range === undefined || typeof created !== 'number') return true
  if (typeof range === 'number') return created === range
  const { gt, gte, lt, lte } = range as { gt?: number; gte?: number; lt?: number; lte?: number }
  return (
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte)
  )
}
