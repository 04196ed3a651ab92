// A person at the twin's pages, without a browser: reads what is there, follows links, fills in forms and sends them.
import type { Twin } from '../twin.ts'

type Fetch = Twin['fetch']

export class Person {
  url = ''
  status = 0
  text = ''
  /** The address outside of the twin that the last step led to. */
  leftTo: string | undefined
  private readonly fetch: Fetch
  private readonly language: string

  constructor(fetch: Fetch, language = 'en') {
    this.fetch = fetch
    this.language = language
  }

  async open(url: string): Promise<this> {
    return this.go(url)
  }

  async follow(label: string): Promise<this> {
    const links = [...this.text.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)]
    const link = links.find(
      ([tag, , content]) => plain(content).includes(label) || tag.includes(`aria-label="${label}`),
    )
    if (!link) throw new Error(`No link "${label}" at ${this.url}:\n${plain(this.text)}`)
    return this.go(decode(link[1] ?? ''))
  }

  /** Presses the button with this label; what is not in `fields` stays as the page has it. */
  async press(label: string, fields: Record<string, string> = {}): Promise<this> {
    const forms = [...this.text.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)]
    const form = forms.find(([, , content]) => findButton(content ?? '', label) !== undefined)
    if (!form) throw new Error(`No button "${label}" at ${this.url}:\n${plain(this.text)}`)
    const [, tag = '', content = ''] = form
    const values = new URLSearchParams(defaults(content))
    const button = Object.fromEntries(attributesOf(findButton(content, label) ?? ''))
    if (button.name) values.set(button.name, button.value ?? '')
    for (const [name, value] of Object.entries(fields)) {
      if (!content.includes(`name="${name}"`)) throw new Error(`No field "${name}" at ${this.url}`)
      values.set(name, value)
    }
    const { method = 'get', action } = Object.fromEntries(attributesOf(tag))
    const target = new URL(action || this.url, this.url)
    if (method === 'post') return this.go(target.href, values)
    target.search = values.toString()
    return this.go(target.href)
  }

  sees(words: string): boolean {
    return plain(this.text).includes(words)
  }

  /** What the page complains about. */
  get alert(): string {
    const [, tag, words] = /<(\w+)[^>]*role="alert">([\s\S]*?)<\/\1>/.exec(this.text)?.slice(0) ?? []
    return plain(tag ? words : '')
  }

  private async go(url: string, form?: URLSearchParams): Promise<this> {
    const target = new URL(url, this.url || undefined)
    if (this.url && target.origin !== new URL(this.url).origin) {
      this.leftTo = target.href
      return this
    }
    const response = await this.fetch(target.href, {
      redirect: 'manual',
      headers: { 'accept-language': this.language, ...(form && { origin: target.origin }) },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    this.url = target.href
    const location = response.headers.get('location')
    if (location) return this.go(location)
    this.status = response.status
    this.text = await response.text()
    return this
  }
}

function findButton(content: string, label: string): string | undefined {
  return [...content.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].find(
    ([, , words]) => plain(words) === label,
  )?.[1]
}

function defaults(content: string): [string, string][] {
  const inputs = [...content.matchAll(/<input([^>]*)>/g)].flatMap(([, tag = '']): [string, string][] => {
    const { name = '', value = '', type } = Object.fromEntries(attributesOf(tag))
    const isChoice = type === 'radio' || type === 'checkbox'
    return isChoice && !/\schecked\b/.test(tag) ? [] : [[name, value]]
  })
  const selects = [...content.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)].map(
    ([, tag = '', options = '']): [string, string] => {
      const chosen = /<option([^>]*)selected[^>]*>/.exec(options) ?? /<option([^>]*)>([^<]*)/.exec(options)
      const { value } = Object.fromEntries(attributesOf(chosen?.[1] ?? ''))
      return [Object.fromEntries(attributesOf(tag)).name ?? '', value ?? chosen?.[2] ?? '']
    },
  )
  return [...inputs, ...selects]
}

function attributesOf(tag: string): [string, string][] {
  return [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decode(value)])
}

function plain(markup = ''): string {
  return decode(markup.replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

function decode(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}
