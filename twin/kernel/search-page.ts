import { checkLimit } from './list-page.ts'
import { invalidRequest } from './stripe-error.ts'
import type { AnyObject } from './wire.ts'

type Clause = { field: string; key?: string; operator: string; value: string | null; isNegated: boolean }

/** One page of what a query finds: clauses of `field:"text"`, `~`, `<`, `>`, `-`, joined by AND or by OR. */
export function searchPage(
  objects: AnyObject[],
  { fields, places = {} }: { fields: readonly string[]; places?: Record<string, string> },
  params: { query: string; page?: string; limit?: number; expand?: string[] },
  name: string,
) {
  const limit = checkLimit(params.limit)
  const { clauses, isAny } = parseQuery(params.query, { fields, resource: `${name}s` })
  const placed = clauses.map((clause) => ({ ...clause, field: places[clause.field] ?? clause.field }))
  const found = objects.filter((object) =>
    isAny ? placed.some((clause) => matches(object, clause)) : placed.every((clause) => matches(object, clause)),
  )
  const start = params.page === undefined ? 0 : decodePage(params.page)
  const hasMore = found.length > start + limit
  return {
    object: 'search_result',
    data: found.slice(start, start + limit),
    has_more: hasMore,
    next_page: hasMore ? Buffer.from(`${start + limit}`).toString('base64url') : null,
    url: `/v1/${name}s/search`,
    ...(params.expand?.includes('total_count') ? { total_count: found.length } : {}),
  }
}

const numericFields = ['amount', 'canceled_at', 'created', 'total']
const maximumClauses = 10
const shortestSubstring = 3

const clausePattern =
  /(-)?([\w.]+)(?:\[(?:"([^"]*)"|'([^']*)')\])?\s*(:|~|>=|<=|>|<)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.-]+))/y

/** The name of a resource, as its documentation has it, and the fields by which it is found. */
type Searchable = { fields: readonly string[]; resource: string }

function parseQuery(query: string, searchable: Searchable): { clauses: Clause[]; isAny: boolean } {
  const clauses: Clause[] = []
  const joints = new Set<string>()
  let rest = query.trim()
  while (rest !== '') {
    clausePattern.lastIndex = 0
    const match = clausePattern.exec(rest)
    if (!match)
      throw badQuery(
        'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.',
      )
    clauses.push(readClause(match, searchable))
    rest = rest.slice(match[0].length).trim()
    const joint = /^(AND|OR)\s+/i.exec(rest)
    joints.add(joint?.[1]?.toUpperCase() ?? (rest === '' ? '' : 'AND'))
    rest = rest.slice(joint?.[0].length ?? 0)
  }
  if (clauses.length > maximumClauses) throw badQuery(`A search query can have at most ${maximumClauses} clauses.`)
  if (clauses.length === 0) throw badQuery('Your search query is empty.')
  if (joints.has('AND') && joints.has('OR')) throw badQuery('You cannot mix AND and OR in one search query.')
  return { clauses, isAny: joints.has('OR') }
}

function readClause(match: RegExpExecArray, { fields, resource }: Searchable): Clause {
  const [, minus, field = '', doubleKey, singleKey, operator = ':', double, single, bare] = match
  const key = doubleKey ?? singleKey
  if (!fields.includes(field) && !(field === 'metadata' && key !== undefined) && field !== 'created') {
    throw badQuery(
      `Field \`${field}\` is an unsupported search field for resource \`${resource}\`. See http://stripe.com/docs/search#query-fields-for-${resource.replaceAll('_', '-')} for a list of supported fields.`,
    )
  }
  const text = (double ?? single)?.replace(/\\(.)/g, '$1')
  const value = text ?? (bare === 'null' ? null : (bare ?? ''))
  checkClause(field, operator, value, text !== undefined)
  return { field, ...(key === undefined ? {} : { key }), operator, value, isNegated: minus === '-' }
}

/** Text stands in quotes, sizes are compared with numbers, and a substring has three characters. */
function checkClause(field: string, operator: string, value: string | null, isQuoted: boolean) {
  const isComparison = /[<>]/.test(operator)
  const isNumber = value !== null && /^-?\d+(\.\d+)?$/.test(value)
  if (operator === '~' && numericFields.includes(field))
    throw badQuery(`Field \`${field}\` is numeric and cannot be matched by a substring.`)
  if (isComparison && !isNumber)
    throw badQuery(`Field \`${field}\` is compared with \`${operator}\`, which takes a number.`)
  if (!isQuoted && value !== null && !isNumber && !/^(true|false)$/.test(value)) {
    throw badQuery(`The value of \`${field}\` must be in quotes: ${value}.`)
  }
  if (operator === '~' && (value ?? '').length < shortestSubstring) {
    throw badQuery(`A substring match needs at least ${shortestSubstring} characters.`)
  }
}

function matches(object: AnyObject, { field, key, operator, value, isNegated }: Clause): boolean {
  const holder = valueAt(object, field)
  const actual = key === undefined ? holder : (holder as Record<string, unknown> | null)?.[key]
  return compare(actual, operator, value) !== isNegated
}

/** `payment_method_details.card.last4` lies deeper. */
function valueAt(object: AnyObject, field: string): unknown {
  return field.split('.').reduce<unknown>((holder, name) => (holder as Record<string, unknown> | null)?.[name], object)
}

function compare(actual: unknown, operator: string, value: string | null): boolean {
  if (value === null) return actual === null || actual === undefined
  if (actual === null || actual === undefined) return false
  const text = String(actual).toLowerCase()
  switch (operator) {
    case ':':
      return text === value.toLowerCase()
    case '~':
      return text.includes(value.toLowerCase())
    case '>':
      return Number(actual) > Number(value)
    case '<':
      return Number(actual) < Number(value)
    case '>=':
      return Number(actual) >= Number(value)
    default:
      return Number(actual) <= Number(value)
  }
}

function decodePage(page: string): number {
  const start = Number(Buffer.from(page, 'base64url').toString())
  if (!Number.isSafeInteger(start) || start < 0) throw invalidRequest(`Invalid page: ${page}`, { param: 'page' })
  return start
}

function badQuery(message: string) {
  return invalidRequest(message, { param: 'query' })
}
