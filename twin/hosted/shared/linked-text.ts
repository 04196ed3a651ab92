import { type Html, html } from './html.ts'

const link = /\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g

/** Text of the host's, in which `[words](https://…)` is a link. */
export function linkedText(text: string): Html {
  let shown = html``
  let end = 0
  for (const found of text.matchAll(link)) {
    const [whole, words, url] = found
    shown = html`${shown}${text.slice(end, found.index)}<a href="${url}">${words}</a>`
    end = found.index + whole.length
  }
  return html`${shown}${text.slice(end)}`
}
