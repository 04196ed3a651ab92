// What the pages of the dashboard are put together from.
import { type Html, html } from '../hosted/shared/html.ts'

export type Cell = Html | string | number | null | undefined

/** A table, or the sentence that says why there is none. */
export function table(caption: string, columns: string[], rows: Cell[][], empty: string): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
}

/** @param seconds since 1970 */
export function timeOf(seconds: number | null | undefined): Html {
  if (seconds === null || seconds === undefined) return html`–`
  const iso = new Date(seconds * 1000).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`
}

const objectId = /^[a-z]{2,12}(?:_test)?_(?=\w*[A-Z0-9])\w{8,}$/

/** JSON as a person reads it; what looks like an id leads to its object. */
export function jsonView(value: unknown, at: string): Html {
  return html`<pre tabindex="0">${jsonPart(value, at, '')}</pre>`
}

function jsonPart(value: unknown, at: string, indent: string): Html {
  if (typeof value === 'string' && objectId.test(value) && !value.includes('_secret_'))
    return html`"<a href="${at}/object/${value}">${value}</a>"`
  if (typeof value !== 'object' || value === null) return html`${JSON.stringify(value) ?? 'undefined'}`
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const entries = Object.entries(value)
  if (entries.length === 0) return html`${open}${close}`
  const inner = `${indent}  `
  const lines = entries.map(([name, part], index) => {
    const label = !Array.isArray(value) && html`<span class="name">${JSON.stringify(name)}</span>: `
    return html`\n${inner}${label}${jsonPart(part, at, inner)}${index < entries.length - 1 && ','}`
  })
  return html`${open}${lines}\n${indent}${close}`
}

export const pageLength = 50

/** One page of rows, newest first, and the way to the older ones. */
export function cutPage<Row>(rows: Row[], url: URL): { rows: Row[]; older: Html | undefined } {
  const start = Math.max(0, Math.trunc(Number(url.searchParams.get('start') ?? 0)) || 0)
  const next = start + pageLength
  if (rows.length <= next) return { rows: rows.slice(start), older: undefined }
  const query = new URLSearchParams(url.searchParams)
  query.set('start', String(next))
  return {
    rows: rows.slice(start, next),
    older: html`<p><a class="button plain" href="?${query.toString()}">Older</a></p>`,
  }
}
