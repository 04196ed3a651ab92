import type { Context } from './context.ts'
import type { PageParams } from './list-page.ts'
import { searchPage } from './search-page.ts'
import { notPlayed } from './stripe-error.ts'
import type { AnyObject, ObjectName, StripeObject } from './wire.ts'

/** Answers the object that the path names. */
export function retrieve<Name extends ObjectName>(name: Name) {
  return (context: Context): StripeObject<Name> => context.get(name, context.id)
}

/** Answers a deleted one's stub as well, as Stripe does for customers. */
export function retrieveOrStub<Name extends ObjectName>(name: Name) {
  return (context: Context) => context.account.store.findStub(context.id) ?? context.get(name, context.id)
}

/** A list by something that never was is refused; what was there and is deleted has its list still. */
export function getEvenDeleted(context: Context, name: ObjectName, id: string) {
  return context.account.store.findStub(id) ?? context.get(name, id, name)
}

type ListOptions<Name extends ObjectName> = {
  /** Parameters that a field of the same name must equal. */
  by?: readonly string[]
  /** Parameters that ask something else. */
  where?: Record<string, (object: StripeObject<Name>, value: never) => boolean>
  /** What is listed at all. */
  only?: (object: StripeObject<Name>, context: Context) => boolean
  /** What is left out unless this parameter is given: objects that have the field. */
  hides?: string
  noun?: string
}

const pageParams = ['limit', 'starting_after', 'ending_before', 'created', 'expand']

/** A list, newest first, with cursors and `created`. A filter that is not declared here is refused by name. */
export function list<Name extends ObjectName>(name: Name, options: ListOptions<Name> = {}) {
  return (context: Context) => {
    const filters = Object.entries(context.params as object).filter(([param]) => !pageParams.includes(param))
    for (const [param, value] of filters) if (param === 'customer') getEvenDeleted(context, 'customer', String(value))
    const tests = filters.map(([param, value]) => testOf(name, options, param, value))
    const { hides, only } = options
    if (only) tests.push((object) => only(object, context))
    if (hides && !filters.some(([param]) => param === hides)) tests.push((object) => !fieldOf(object, hides))
    const isWanted = (object: AnyObject) => tests.every((test) => test(object as unknown as StripeObject<Name>))
    return context.page(context.account.store.walk(name), options.noun ?? name, isWanted)
  }
}

function testOf<Name extends ObjectName>(name: Name, options: ListOptions<Name>, param: string, value: unknown) {
  const where = options.where?.[param] as ((object: StripeObject<Name>, value: unknown) => boolean) | undefined
  if (where) return (object: StripeObject<Name>) => where(object, value)
  if (!options.by?.includes(param)) throw notPlayed(`the filter "${param}" in lists of ${name}`)
  return (object: StripeObject<Name>) => fieldOf(object, param) === value
}

function fieldOf(object: unknown, field: string): unknown {
  return (object as AnyObject)[field]
}

/**
 * Search in Stripe's query language over these fields (and `metadata["key"]`).
 * @param places where the object has a field that is searched by another name than its own
 */
export function search<Name extends ObjectName>(
  name: Name,
  fields: readonly string[],
  places: Record<string, string> = {},
) {
  return (context: Context) =>
    searchPage(
      context.account.store.list(name),
      { fields, places },
      context.params as PageParams & { query: string; page?: string; expand?: string[] },
      name,
    )
}
