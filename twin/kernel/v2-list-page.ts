import type { Context } from './context.ts'
import { checkLimit } from './list-page.ts'
import { invalidRequest } from './stripe-error.ts'

/** A page of a v2 list: no cursors of one's own, but the addresses of the pages before and after. */
export function listV2Page<Entry>(context: Context, entries: Entry[]) {
  const { limit: given, page } = context.params as { limit?: number; page?: string }
  const limit = checkLimit(given)
  const start = page === undefined ? 0 : startOf(page)
  const address = (from: number) => {
    const query = new URLSearchParams({ limit: String(limit), page: `page_${from}` })
    for (const [name, value] of Object.entries(context.params as object)) appendTo(query, name, value)
    return `${context.url}?${query}`
  }
  return {
    data: entries.slice(start, start + limit),
    next_page_url: entries.length > start + limit ? address(start + limit) : null,
    previous_page_url: start > 0 ? address(Math.max(0, start - limit)) : null,
  }
}

function startOf(page: string): number {
  const [, from] = /^page_(\d+)$/.exec(page) ?? []
  if (from === undefined) throw invalidRequest('Invalid page token.', { param: 'page' })
  return Number(from)
}

function appendTo(query: URLSearchParams, name: string, value: unknown) {
  if (name === 'limit' || name === 'page') return
  if (typeof value !== 'object' || value === null) return query.append(name, String(value))
  for (const [part, inner] of Object.entries(value)) appendTo(query, `${name}[${part}]`, inner)
}
