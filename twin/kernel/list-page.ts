import { invalidRequest, resourceMissing } from './stripe-error.ts'
import type { AnyObject } from './wire.ts'

export type PageParams = { limit?: number; starting_after?: string; ending_before?: string; created?: unknown }
export type ListObject = { object: 'list'; data: AnyObject[]; has_more: boolean; url: string }

/** One page of those wanted among objects that come newest first, cut where the cursors say; no more is read than that. */
export function listPage(
  objects: Iterable<AnyObject>,
  params: PageParams,
  url: string,
  noun = 'object',
  isWanted: (object: AnyObject) => boolean = () => true,
): ListObject {
  const limit = checkLimit(params.limit)
  const { starting_after: after, ending_before: before, created } = params
  if (after !== undefined && before !== undefined) {
    throw invalidRequest('Received both starting_after and ending_before parameters. Please pass in only one.')
  }
  const fits = (object: AnyObject) => isWanted(object) && isInRange(object.created, created)
  if (before !== undefined) {
    const found = takeBefore(objects, before, fits, noun)
    return { object: 'list', data: found.slice(-limit), has_more: found.length > limit, url }
  }
  const found = takeAfter(objects, after, fits, limit + 1, noun)
  return { object: 'list', data: found.slice(0, limit), has_more: found.length > limit, url }
}

export function checkLimit(limit = 10): number {
  const bound = limit < 1 ? 'greater than or equal to 1' : limit > 100 ? 'less than or equal to 100' : undefined
  if (!bound) return limit
  const message = `This value must be ${bound} (it currently is '${limit}').`
  throw invalidRequest(message, { param: 'limit', code: 'parameter_invalid_integer' })
}

/** A cursor that is not wanted itself still marks a place in the order. */
function takeAfter(
  objects: Iterable<AnyObject>,
  after: string | undefined,
  fits: (object: AnyObject) => boolean,
  count: number,
  noun: string,
): AnyObject[] {
  const taken: AnyObject[] = []
  let isPast = after === undefined
  for (const object of objects) {
    if (isPast && fits(object)) taken.push(object)
    if (taken.length === count) break
    isPast ||= object.id === after
  }
  if (!isPast) throw resourceMissing(noun, after ?? '', 'starting_after')
  return taken
}

function takeBefore(
  objects: Iterable<AnyObject>,
  before: string,
  fits: (object: AnyObject) => boolean,
  noun: string,
): AnyObject[] {
  const taken: AnyObject[] = []
  for (const object of objects) {
    if (object.id === before) return taken
    if (fits(object)) taken.push(object)
  }
  throw resourceMissing(noun, before, 'ending_before')
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
